import { page } from '../../app/page.ts';

export const homePages = [
  page({
    path: '/home',
    title: 'home:title',
    who: 'signed_in',
    words: ['home'],
    load: () => import('./Home.tsx'),
    component: 'Home',
    initials: 'sy',
  }),
] as const;
