/** When the first installment falls due if the borrower pays on a chosen day of the month. */
import type { IsoDate } from '../calendar.ts';
import { addMonths, civil, daysBetween, daysInMonth, isoDate } from '../calendar.ts';

/** A stub of fewer days is merged into a long first period. */
export const shortestStubDays = 15;

/**
 * The first date with that day of the month which leaves at least `stubDays` after the disbursement.
 * @param dueDay 1 to 31; a month without it takes its last day
 */
export function chooseFirstDueDate(
  disbursementDate: IsoDate,
  dueDay: number,
  stubDays: number = shortestStubDays,
): IsoDate {
  const { year, month } = civil(disbursementDate);
  const anchor = isoDate({ year, month, day: 1 });
  for (let months = 0; ; months += 1) {
    const start = civil(addMonths(anchor, months));
    const day = Math.min(dueDay, daysInMonth(start.year, start.month));
    const candidate = isoDate({ ...start, day });
    if (candidate > disbursementDate && daysBetween(disbursementDate, candidate) >= stubDays) {
      return candidate;
    }
  }
}
