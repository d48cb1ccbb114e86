import { page } from '../../app/page.ts';
import { optionalText } from '../../app/search.ts';

export const signInPages = [
  page({
    path: '/sign-in',
    title: 'signIn:title',
    who: 'anyone',
    words: ['signIn'],
    search: { next: optionalText(2_000) },
    load: () => import('./SignIn.tsx'),
    component: 'SignIn',
    isBare: true,
  }),
  page({
    path: '/sign-in/verify',
    title: 'signIn:verify.title',
    who: 'anyone',
    words: ['signIn'],
    search: { next: optionalText(2_000) },
    load: () => import('./Verify.tsx'),
    component: 'Verify',
    isBare: true,
  }),
  page({
    path: '/sign-in/enrol',
    title: 'signIn:enrol.title',
    who: 'signed_in',
    words: ['signIn'],
    load: () => import('./Enrol.tsx'),
    component: 'Enrol',
    isBare: true,
  }),
] as const;
