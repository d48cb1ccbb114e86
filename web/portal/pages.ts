/** Every page of the portal. A borrower sees own records only: the API looks at the session, not at the address. */
import { page } from '../app/page.ts';
import { optionalText } from '../app/search.ts';

export const portalPages = [
  page({
    path: '/my',
    title: 'portal:home.title',
    who: ['borrower'],
    words: ['portal'],
    load: () => import('./PortalHome.tsx'),
    component: 'PortalHome',
  }),
  page({
    path: '/my/sign-in',
    title: 'portal:signIn.title',
    who: 'anyone',
    words: ['portal'],
    search: { next: optionalText(2_000) },
    load: () => import('./PortalSignIn.tsx'),
    component: 'PortalSignIn',
    isBare: true,
  }),
] as const;
