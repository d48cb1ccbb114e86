/** Which unpaid due dates of a loan another calendar moves: what a person sees before a calendar is changed. */
import type { IsoDate } from '../calendar.ts';
import type { WorkCalendar } from '../schedule/working-days.ts';
import type { LoanTerms } from '../schedule/terms.ts';
import type { LoanEvent } from './events.ts';
import { replayLoan } from './replay.ts';

export type MovedDueDate = {
  readonly installmentNumber: number;
  readonly fromDate: IsoDate;
  readonly toDate: IsoDate;
};

export type LoanToMove = {
  readonly terms: LoanTerms;
  readonly events: readonly LoanEvent[];
};

/** @param date the business date both replays stand at */
export function movedDueDates(
  { terms, events }: LoanToMove,
  date: IsoDate,
  { before, after }: { readonly before: WorkCalendar; readonly after: WorkCalendar },
): MovedDueDate[] {
  if (terms.dueDateShift === 'none') return [];
  const moved = new Map(
    replayLoan(terms, events, date, after).rows.map(({ number, dueDate }) => [number, dueDate]),
  );
  return replayLoan(terms, events, date, before).rows.flatMap((row) => {
    const toDate = moved.get(row.number);
    if (row.outstandingMinor === 0n || toDate === undefined || toDate === row.dueDate) return [];
    return [{ installmentNumber: row.number, fromDate: row.dueDate, toDate }];
  });
}
