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
] as const;
