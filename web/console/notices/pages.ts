import { page } from '../../app/page.ts';
import { noticeSearch, templateRecordSearch, templateSearch } from './search.ts';

export const noticePages = [
  page({
    path: '/admin/templates',
    title: 'templates:title',
    who: ['admin', 'auditor'],
    words: ['templates', 'admin'],
    search: templateSearch,
    load: () => import('./TemplateList.tsx'),
    component: 'TemplateList',
    initials: 'tzmb',
  }),
  page({
    path: '/admin/templates/$policyVersionId',
    title: 'templates:title',
    who: ['admin', 'auditor'],
    words: ['templates', 'policy'],
    search: templateRecordSearch,
    load: () => import('./TemplateVersion.tsx'),
    component: 'TemplateVersion',
  }),
  page({
    path: '/admin/notices',
    title: 'templates:sent.title',
    who: ['admin', 'auditor'],
    words: ['templates', 'admin'],
    search: noticeSearch,
    load: () => import('./NoticeList.tsx'),
    component: 'NoticeList',
    initials: 'tzjl',
  }),
] as const;
