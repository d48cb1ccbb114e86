import { page } from '../../app/page.ts';
import { customerRecordSearch, customerSearch } from './search.ts';

const words = ['customers'] as const;

export const customerPages = [
  page({
    path: '/customers',
    title: 'customers:title',
    who: ['customer.read'],
    words,
    search: customerSearch,
    load: () => import('./CustomerList.tsx'),
    component: 'CustomerList',
    initials: 'kh',
  }),
  page({
    path: '/customers/$customerId',
    title: 'customers:oneTitle',
    who: ['customer.read'],
    words,
    search: customerRecordSearch,
    load: () => import('./CustomerShow.tsx'),
    component: 'CustomerShow',
  }),
] as const;
