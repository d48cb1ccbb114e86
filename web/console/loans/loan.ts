import type { AnswerOf } from '../../api/contract.ts';
import type { previewChange, readLoan, readSchedule } from '../../api/contracts/loans.ts';

export type Loan = AnswerOf<typeof readLoan>;
export type Schedule = AnswerOf<typeof readSchedule>;
export type ScheduleRow = Schedule['rows'][number];
export type ChangePreview = AnswerOf<typeof previewChange>;

/** In the order of the house's tables. */
export const components = ['principal', 'interest', 'fee', 'penalty'] as const;
