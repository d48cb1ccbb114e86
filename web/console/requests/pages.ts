import { page } from '../../app/page.ts';
import { requestRecordSearch, requestSearch } from './search.ts';

export const requestPages = [
  page({
    path: '/requests',
    title: 'requests:title',
    who: ['borrower-request.read'],
    words: ['requests'],
    search: requestSearch,
    load: () => import('./RequestList.tsx'),
    component: 'RequestList',
    initials: 'khqq',
  }),
  page({
    path: '/requests/$borrowerRequestId',
    title: 'requests:one',
    who: ['borrower-request.read'],
    words: ['requests'],
    search: requestRecordSearch,
    load: () => import('./BorrowerRequestShow.tsx'),
    component: 'BorrowerRequestShow',
  }),
] as const;
