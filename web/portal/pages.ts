/** Every page of the portal. A borrower sees own records only: the API looks at the session, not at the address. */
import { page } from '../app/page.ts';
import { choiceOr, optionalText } from '../app/search.ts';
import { wizardSteps } from './apply/steps.ts';

const who = ['borrower'] as const;

export const portalPages = [
  page({
    path: '/my',
    title: 'portal:home.title',
    who,
    words: ['portal'],
    load: () => import('./home/PortalHome.tsx'),
    component: 'PortalHome',
  }),
  page({
    path: '/my/sign-in',
    title: 'portal:signIn.title',
    who: 'anyone',
    words: ['portal'],
    search: { next: optionalText(2_000), ended: optionalText(10) },
    load: () => import('./sign-in/PortalSignIn.tsx'),
    component: 'PortalSignIn',
    isBare: true,
  }),
  page({
    path: '/my/apply',
    title: 'portal:apply.title',
    who,
    words: ['portal'],
    load: () => import('./apply/ApplyHome.tsx'),
    component: 'ApplyHome',
  }),
  page({
    path: '/my/apply/new/$product',
    title: 'portal:apply.title',
    who,
    words: ['portal', 'components'],
    load: () => import('./apply/ApplyBegin.tsx'),
    component: 'ApplyBegin',
  }),
  page({
    path: '/my/apply/$applicationId',
    title: 'portal:apply.title',
    who,
    words: ['portal', 'components'],
    search: { step: choiceOr(wizardSteps, 'loan') },
    load: () => import('./apply/ApplyWizard.tsx'),
    component: 'ApplyWizard',
  }),
  page({
    path: '/my/applications/$applicationId',
    title: 'portal:apply.mine',
    who,
    words: ['portal', 'components'],
    load: () => import('./applications/ApplicationTrack.tsx'),
    component: 'ApplicationTrack',
  }),
  page({
    path: '/my/applications/$applicationId/offer',
    title: 'portal:offer.title',
    who,
    words: ['portal', 'components'],
    load: () => import('./applications/OfferPage.tsx'),
    component: 'OfferPage',
  }),
  page({
    path: '/my/loans',
    title: 'portal:loans.title',
    who,
    words: ['portal'],
    load: () => import('./loans/OwnLoans.tsx'),
    component: 'OwnLoans',
  }),
  page({
    path: '/my/loans/$loanId',
    title: 'portal:loans.title',
    who,
    words: ['portal', 'components'],
    load: () => import('./loans/OwnLoan.tsx'),
    component: 'OwnLoan',
  }),
  page({
    path: '/my/loans/$loanId/pay',
    title: 'portal:pay.title',
    who,
    words: ['portal', 'components'],
    search: { what: choiceOr(['due', 'payoff'], 'due'), order: optionalText(40) },
    load: () => import('./loans/PayPage.tsx'),
    component: 'PayPage',
  }),
  page({
    path: '/my/loans/$loanId/help',
    title: 'portal:help.title',
    who,
    words: ['portal', 'components'],
    load: () => import('./loans/HelpPage.tsx'),
    component: 'HelpPage',
  }),
  page({
    path: '/my/messages',
    title: 'portal:messages.title',
    who,
    words: ['portal'],
    load: () => import('./messages/Messages.tsx'),
    component: 'Messages',
  }),
  page({
    path: '/my/profile',
    title: 'portal:me.title',
    who,
    words: ['portal'],
    load: () => import('./profile/ProfilePage.tsx'),
    component: 'ProfilePage',
  }),
] as const;

export type PortalPath = (typeof portalPages)[number]['path'];
