import { page } from '../../app/page.ts';
import { loanRecordSearch, loanSearch } from './search.ts';

export const loanPages = [
  page({
    path: '/loans',
    title: 'loans:list.title',
    who: ['loan.read'],
    words: ['loans'],
    search: loanSearch,
    load: () => import('./LoanList.tsx'),
    component: 'LoanList',
    initials: 'dk',
  }),
  page({
    path: '/loans/$loanId',
    title: 'loans:show.title',
    who: ['loan.read'],
    words: ['loans', 'stages'],
    search: loanRecordSearch,
    load: () => import('./LoanShow.tsx'),
    component: 'LoanShow',
  }),
] as const;
