import { page } from '../../app/page.ts';
import { loanSearch } from './search.ts';

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
] as const;
