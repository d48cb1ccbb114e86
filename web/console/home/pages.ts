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
  page({
    path: '/reviews',
    title: 'home:reviews.title',
    who: ['calendar-change.confirm', 'reference-rate.confirm', 'disbursement.release'],
    words: ['home'],
    load: () => import('./Reviews.tsx'),
    component: 'Reviews',
    initials: 'dwfh',
  }),
] as const;
