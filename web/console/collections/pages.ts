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
  page({
    path: '/collections/board',
    title: 'collecting:board.title',
    who: ['collection-case.assign', 'risk_manager', 'auditor'],
    words: ['collecting', 'collections'],
    load: () => import('./Board.tsx'),
    component: 'Board',
    initials: 'cskb',
  }),
] as const;
