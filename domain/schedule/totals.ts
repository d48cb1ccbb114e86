/** Totals of a schedule, and the same per calendar year of the due date. */
import type { ScheduleRow, ScheduleTotals } from './terms.ts';

type Summed = Pick<
  ScheduleRow,
  'dueDate' | 'principalMinor' | 'interestMinor' | 'feesMinor' | 'penaltiesMinor' | 'dueMinor'
>;

export type YearTotals = ScheduleTotals & { readonly year: number };

export function sumRows(rows: readonly Summed[]): ScheduleTotals {
  let principalMinor = 0n;
  let interestMinor = 0n;
  let feesMinor = 0n;
  let penaltiesMinor = 0n;
  for (const row of rows) {
    principalMinor += row.principalMinor;
    interestMinor += row.interestMinor;
    if (row.feesMinor !== 0n) feesMinor += row.feesMinor;
    if (row.penaltiesMinor !== 0n) penaltiesMinor += row.penaltiesMinor;
  }
  const dueMinor = principalMinor + interestMinor + feesMinor + penaltiesMinor;
  return { principalMinor, interestMinor, feesMinor, penaltiesMinor, dueMinor };
}

/** @param rows in order of due date */
export function sumYears(rows: readonly Summed[]): readonly YearTotals[] {
  const years: YearTotals[] = [];
  let from = 0;
  for (let to = 1; to <= rows.length; to += 1) {
    const year = rows[from]!.dueDate.slice(0, 4);
    if (to < rows.length && rows[to]!.dueDate.startsWith(year)) continue;
    years.push({ year: Number(year), ...sumRows(rows.slice(from, to)) });
    from = to;
  }
  return years;
}
