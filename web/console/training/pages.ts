import { page } from '../../app/page.ts';
import { trainingSearch } from './search.ts';

export const trainingPages = [
  page({
    path: '/training',
    title: 'training:title',
    who: ['training-clock.read'],
    words: ['training'],
    search: trainingSearch,
    load: () => import('./TrainingPage.tsx'),
    component: 'TrainingPage',
    initials: 'px',
  }),
] as const;
