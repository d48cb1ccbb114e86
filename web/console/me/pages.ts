import { page } from '../../app/page.ts';

export const mePages = [
  page({
    path: '/me',
    title: 'me:title',
    who: 'signed_in',
    words: ['me'],
    load: () => import('./MePage.tsx'),
    component: 'MePage',
    initials: 'wd',
  }),
] as const;
