import { roles } from '../../../domain/roles.ts';
import { choice, listSearch, optionalText, recordSearch } from '../../app/search.ts';

/** The filters of the list of people. */
export const userSearch = listSearch({
  role: choice(roles.filter((role) => role !== 'borrower')),
  status: choice(['active', 'left']),
  branchId: optionalText(40),
});

export const userRecordSearch = recordSearch({});
