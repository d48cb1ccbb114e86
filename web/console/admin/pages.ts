import { page } from '../../app/page.ts';
import { userRecordSearch, userSearch } from './search.ts';

export const adminPages = [
  page({
    path: '/admin/users',
    title: 'admin:users.title',
    who: ['admin', 'auditor'],
    words: ['admin'],
    search: userSearch,
    load: () => import('./UserList.tsx'),
    component: 'UserList',
    initials: 'yhyjs',
  }),
  page({
    path: '/admin/users/$officerId',
    title: 'admin:users.title',
    who: ['admin', 'auditor'],
    words: ['admin'],
    search: userRecordSearch,
    load: () => import('./UserShow.tsx'),
    component: 'UserShow',
  }),
  page({
    path: '/admin/branches',
    title: 'admin:branches.title',
    who: ['admin', 'auditor'],
    words: ['admin'],
    load: () => import('./BranchList.tsx'),
    component: 'BranchList',
    initials: 'jg',
  }),
] as const;
