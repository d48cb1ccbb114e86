/** How the numbers of a row came about, for a person who wants to check them with a pocket calculator. */
import { formatAmount } from '../money.ts';
import type { RoundingMode } from '../money.ts';
import type { InterestStretch, RowFormula, Schedule, ScheduleRow } from './terms.ts';

export type RowExplanation = {
  readonly number: number;
  readonly days: number;
  readonly formula: RowFormula;
  readonly rounding: RoundingMode;
  /** One line per stretch of constant balance: `100000.00 × 7.2 % × 30/360`. */
  readonly interest: readonly string[];
  /** `8661.90 − 600.00 = 8061.90`, or why the principal is what it is. */
  readonly principal: string;
};

/** @returns facts and sums in plain signs; words belong to the catalogue of the reader's language */
export function explainRow(schedule: Schedule, row: ScheduleRow): RowExplanation {
  const text = (minor: bigint) => formatAmount({ minor, currency: schedule.currency });
  return {
    number: row.number,
    days: row.days,
    formula: row.formula,
    rounding: schedule.rounding.mode,
    interest: stretchesOf(row).map((stretch) => interestLine(stretch, text)),
    principal: principalLine(row, text),
  };
}

/** What the interest of a row was counted on; none where it bears no principal, as a down payment. */
export function stretchesOf(row: ScheduleRow): readonly InterestStretch[] {
  if (row.stretches !== null) return row.stretches;
  const { periodStart, periodEnd, days, annualRatePpm, numerator, denominator } = row;
  const balanceMinor = row.balanceMinor + row.principalMinor;
  const dates = { startDate: periodStart, endDate: periodEnd, days };
  return [{ ...dates, balanceMinor, annualRatePpm, numerator, denominator }];
}

function interestLine(stretch: InterestStretch, text: (minor: bigint) => string): string {
  const { balanceMinor, annualRatePpm, numerator, denominator } = stretch;
  return `${text(balanceMinor)} × ${percent(annualRatePpm)} × ${numerator}/${denominator}`;
}

function principalLine(row: ScheduleRow, text: (minor: bigint) => string): string {
  const { principalMinor, interestMinor, formula } = row;
  if (formula !== 'level_less_interest') return text(principalMinor);
  const level = principalMinor + interestMinor;
  return `${text(level)} − ${text(interestMinor)} = ${text(principalMinor)}`;
}

/** 94,822 ppm is `9.4822 %`. */
export function percent(ppm: number): string {
  const whole = Math.floor(ppm / 10_000);
  const decimals = (ppm % 10_000).toString().padStart(4, '0').replace(/0+$/, '');
  return decimals === '' ? `${whole} %` : `${whole}.${decimals} %`;
}
