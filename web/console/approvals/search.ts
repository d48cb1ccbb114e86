import { riskGrades } from '../../../domain/approval/matrix.ts';
import { choice, listSearch, optionalText, recordSearch } from '../../app/search.ts';

export const slaChoices = ['overdue', 'today', 'later', 'paused'] as const;
export const flagChoices = ['first', 'resubmitted', 'added', 'delegated', 'exception'] as const;
export const kindChoices = ['application', 'request'] as const;

/** The filters of every queue as they stand in the address; `sel` is the open row, `layout` how it is shown. */
export const queueSearch = listSearch({
  kind: choice(kindChoices),
  product: optionalText(60),
  fromAmount: optionalText(20),
  toAmount: optionalText(20),
  grade: choice(riskGrades),
  sla: choice(slaChoices),
  flag: choice(flagChoices),
  isRead: choice(['true', 'false']),
  layout: choice(['split']),
});

export const requestSearch = recordSearch({});
