import { loanStates } from '../../../domain/loan-states.ts';
import { choice, choiceOr, listSearch, optionalText, type SearchOf } from '../../app/search.ts';

/** The filters of the list of loans, as they stand in the address. */
export const loanSearch = listSearch({
  status: choice(loanStates),
  isPastDue: choice(['true', 'false']),
});

/** In the order of the keys 1 to 7. */
export const loanTabs = [
  'schedule',
  'payments',
  'payoff',
  'changes',
  'statement',
  'accounting',
  'timeline',
] as const;
export type LoanTab = (typeof loanTabs)[number];

export const loanRecordSearch = {
  tab: choiceOr(loanTabs, 'schedule'),
  from: optionalText(2_000),
};

/** The query of the list, for the list itself and for whoever walks along it. */
export function toLoanQuery({ q, page, size, status, isPastDue }: SearchOf<typeof loanSearch>) {
  return {
    page,
    size,
    ...(status === undefined ? {} : { status }),
    ...(isPastDue === undefined ? {} : { isPastDue }),
    ...(q === '' ? {} : { search: q }),
  };
}
