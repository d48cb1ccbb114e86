import { reconcileSearch } from '../reconcile/search.ts';
import { page } from '../../app/page.ts';
import {
  disbursementSearch,
  inboxSearch,
  refundSearch,
  reversalSearch,
  suspenseSearch,
} from './search.ts';

const words = ['payments', 'loans'] as const;

export const paymentPages = [
  page({
    path: '/payments/inbox',
    title: 'payments:inbox.title',
    who: ['payment.match'],
    words,
    search: inboxSearch,
    load: () => import('./Inbox.tsx'),
    component: 'Inbox',
    initials: 'lk',
  }),
  page({
    path: '/payments/suspense',
    title: 'payments:suspense.title',
    who: ['payment.match'],
    words,
    search: suspenseSearch,
    load: () => import('./Suspense.tsx'),
    component: 'Suspense',
    initials: 'gz',
  }),
  page({
    path: '/payments/disbursements',
    title: 'payments:disbursements.title',
    who: ['disbursement.read'],
    words,
    search: disbursementSearch,
    load: () => import('./Disbursements.tsx'),
    component: 'Disbursements',
    initials: 'fk',
  }),
  page({
    path: '/payments/refunds',
    title: 'payments:refunds.title',
    who: ['refund.reconcile', 'loan-change.create'],
    words,
    search: refundSearch,
    load: () => import('./Refunds.tsx'),
    component: 'Refunds',
    initials: 'tk',
  }),
  page({
    path: '/payments/reversals',
    title: 'payments:reversals.title',
    who: ['loan-change.create'],
    words,
    search: reversalSearch,
    load: () => import('./Reversals.tsx'),
    component: 'Reversals',
    initials: 'cz',
  }),
  page({
    path: '/payments/reconcile',
    title: 'payments:bank.title',
    who: ['ledger.read'],
    words,
    search: reconcileSearch,
    load: () => import('../reconcile/Reconcile.tsx'),
    component: 'Reconcile',
    initials: 'dz',
  }),
] as const;
