import { versionStates } from '../../../../domain/approval/version-states.ts';
import { choice, listSearch, optionalText, recordSearch } from '../../../app/search.ts';

/** The filters of the list of versions. */
export const versionSearch = listSearch({
  status: choice(versionStates),
  name: optionalText(60),
});

/** Which slice of the matrix is on the table, and which cell is open. */
export const tierSearch = recordSearch({
  product: optionalText(60),
  customerType: choice(['person', 'company']),
});
