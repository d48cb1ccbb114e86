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
  let year = rows.length === 0 ? '' : rows[0]!.dueDate.slice(0, 4);
  for (let to = 1; to <= rows.length; to += 1) {
    if (to < rows.length && rows[to]!.dueDate.startsWith(year)) continue;
    years.push({ year: Number(year), ...sumRows(rows.slice(from, to)) });
    from = to;
    year = rows[to]?.dueDate.slice(0, 4) ?? '';
  }
  return years;
}

/** The total over years that were summed already. */
export function sumOfYears(years: readonly YearTotals[]): ScheduleTotals {
  const of = (column: keyof ScheduleTotals) =>
    years.reduce((total, year) => total + year[column], 0n);
  return {
    principalMinor: of('principalMinor'),
    interestMinor: of('interestMinor'),
    feesMinor: of('feesMinor'),
    penaltiesMinor: of('penaltiesMinor'),
    dueMinor: of('dueMinor'),
  };
}
