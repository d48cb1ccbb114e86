import { choice, choiceOr, listSearch, recordSearch } from '../../app/search.ts';

export const customerSearch = listSearch({ kind: choice(['person', 'company']) });

export const customerTabs = [
  'summary',
  'applications',
  'loans',
  'relations',
  'papers',
  'timeline',
] as const;
export type CustomerTab = (typeof customerTabs)[number];

export const customerRecordSearch = { ...recordSearch({}), tab: choiceOr(customerTabs, 'summary') };
