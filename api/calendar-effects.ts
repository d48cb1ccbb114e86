/** What a change of the working calendar would move: every unpaid due date, found by replaying the loans near it. */
import type { Kysely } from 'kysely';
import { readWorkCalendar } from '../db/queries/calendar.ts';
import { listShiftingLoans } from '../db/queries/calendar-changes.ts';
import type { DB } from '../db/tables.ts';
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { withYear, type YearContent } from '../domain/schedule/calendar-change.ts';
import { movedDueDates, type MovedDueDate } from '../domain/servicing/moved-due-dates.ts';

export type MovedLoan = {
  readonly loanId: string;
  readonly number: string;
  readonly moved: readonly MovedDueDate[];
};

/** No stretch of days without work is longer, so a due date further off a changed day stays. */
const REACH_DAYS = 31;
const LOANS_AT_ONCE = 200;

export type CalendarProposal = {
  readonly year: number;
  readonly after: YearContent;
  /** The days that change, in order. */
  readonly changed: readonly IsoDate[];
  readonly businessDate: IsoDate;
};

/** Loans by id, each with its installments that move. */
export async function findMovedLoans(
  db: Kysely<DB>,
  { year, after, changed, businessDate }: CalendarProposal,
): Promise<MovedLoan[]> {
  const [first, last] = [changed[0], changed.at(-1)];
  if (first === undefined || last === undefined) return [];
  const before = await readWorkCalendar(db);
  const calendars = { before, after: withYear(before, year, after) };
  const window = { firstDate: addDays(first, -REACH_DAYS), lastDate: addDays(last, REACH_DAYS) };
  const found: MovedLoan[] = [];
  for (let afterId: string | null = null; ;) {
    const loans = await listShiftingLoans(db, { ...window, afterId, limit: LOANS_AT_ONCE });
    for (const { loanId, number, ...loan } of loans) {
      const moved = movedDueDates(loan, businessDate, calendars);
      if (moved.length > 0) found.push({ loanId, number, moved });
    }
    if (loans.length < LOANS_AT_ONCE) return found;
    afterId = loans.at(-1)!.loanId;
  }
}
