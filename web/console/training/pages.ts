import { page } from '../../app/page.ts';

export const trainingPages = [
  page({
    path: '/training',
    title: 'training:title',
    who: ['training-clock.read'],
    words: ['training'],
    load: () => import('./TrainingPage.tsx'),
    component: 'TrainingPage',
    initials: 'px',
  }),
] as const;
