import { page } from '../../app/page.ts';
import { caseSearch } from './search.ts';

export const applicationPages = [
  page({
    path: '/applications/$applicationId',
    title: 'cases:title',
    who: ['application.read'],
    words: ['cases', 'approvals', 'reasons', 'stages'],
    search: caseSearch,
    load: () => import('./ApplicationShow.tsx'),
    component: 'ApplicationShow',
  }),
] as const;
