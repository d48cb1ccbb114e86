import { loanStates } from '../../../domain/loan-states.ts';
import { choice, listSearch } from '../../app/search.ts';

/** The filters of the list of loans, as they stand in the address. */
export const loanSearch = listSearch({
  status: choice(loanStates),
  isPastDue: choice(['true', 'false']),
});
