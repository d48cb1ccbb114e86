import { roles } from '../../../domain/roles.ts';
import {
  choice,
  listSearch,
  optionalText,
  recordSearch,
  wholeNumber,
  words,
} from '../../app/search.ts';

/** The filters of the list of people. */
export const userSearch = listSearch({
  role: choice(roles.filter((role) => role !== 'borrower')),
  status: choice(['active', 'left']),
  branchId: optionalText(40),
});

export const userRecordSearch = recordSearch({});

/** 0 stands for the year of the business date. */
export const calendarSearch = { year: wholeNumber(0, 1950, 2149) };

/** The roles that are compared, by commas; none shows all. */
export const roleSearch = { roles: words(400) };

export const delegationSearch = listSearch({
  state: choice(['active', 'future', 'past', 'ended']),
  officerId: optionalText(40),
});
