import { page } from '../../app/page.ts';
import { caseSearch, queueSearch } from './search.ts';

export const collectionPages = [
  page({
    path: '/collections/queue',
    title: 'collecting:queue.title',
    who: ['collection-case.read'],
    words: ['collecting', 'collections'],
    search: queueSearch,
    load: () => import('./CaseList.tsx'),
    component: 'CaseList',
    initials: 'csdl',
  }),
  page({
    path: '/collections/cases/$caseId',
    title: 'collecting:case.title',
    who: ['collection-case.read'],
    words: ['collecting', 'collections'],
    search: caseSearch,
    load: () => import('./CaseShow.tsx'),
    component: 'CaseShow',
  }),
] as const;
