/**
 * Fees that are part of what was agreed: each row bears them when it falls due, so that they stand in the schedule, in
 * its totals and in the all-in rate from the first day on.
 */
import type { IsoDate } from '../calendar.ts';
import type { RoundingMode } from '../money.ts';
import { computeFee, rowHistoryOf, type ChargedFee, type FeeRule } from '../servicing/fees.ts';
import { plannedDatedFees } from './dated-fees.ts';
import type { Disbursement, LoanTerms, Schedule, ScheduleRow } from './terms.ts';
import { sumOfYears, sumYears } from './totals.ts';

/** A row as fees are counted on it. */
export type FeeRow = {
  readonly number: number;
  readonly dueDate: IsoDate;
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
  /** Principal still scheduled after the row. */
  readonly balanceMinor: bigint;
};

/**
 * What a row that falls due is charged, by rule; a row on which nothing else is due is charged nothing.
 * @param charged before it, for the caps
 * @param disbursedMinor paid out before the row falls due
 */
export function installmentFees(
  rules: readonly FeeRule[],
  row: FeeRow,
  { charged, disbursedMinor, mode }: FeeBasis,
): readonly ChargedFee[] {
  const ownMinor = row.principalMinor + row.interestMinor;
  if (ownMinor === 0n) return [];
  const { number, dueDate } = row;
  const bases = {
    disbursed_amount: disbursedMinor,
    outstanding_principal: row.balanceMinor + row.principalMinor,
    principal_and_interest: ownMinor,
  };
  return rules
    .filter(({ timing }) => timing === 'per_installment')
    .flatMap((rule) => {
      const history = rowHistoryOf(rule.code, charged, { number, date: dueDate });
      const { amountMinor } = computeFee(rule, bases, history, mode);
      if (amountMinor <= 0n) return [];
      const { code } = rule;
      const component = 'fee' as const;
      return [{ code, component, date: dueDate, installmentNumber: number, amountMinor }];
    });
}

export type FeeBasis = {
  readonly charged: readonly ChargedFee[];
  readonly disbursedMinor: bigint;
  readonly mode: RoundingMode;
};

/** The schedule with the fees of its rows; the same schedule where the terms have none. */
export function withInstallmentFees(
  schedule: Schedule,
  terms: LoanTerms,
  disbursements: readonly Disbursement[],
): Schedule {
  const { fees = [], rounding } = terms;
  const dated = plannedDatedFees({ terms, disbursements, rows: schedule.rows });
  if (dated.length === 0 && !fees.some(({ timing }) => timing === 'per_installment'))
    return schedule;
  const charged: ChargedFee[] = [];
  const rows = schedule.rows.map((row): ScheduleRow => {
    if (row.kind !== 'installment') return row;
    const disbursedMinor = disbursements
      .filter(({ date }) => date < row.periodEnd)
      .reduce((total, { amount }) => total + amount.minor, 0n);
    const own = installmentFees(fees, row, { charged, disbursedMinor, mode: rounding.mode });
    charged.push(...own);
    const inRow = dated.filter(({ installmentNumber }) => installmentNumber === row.number);
    const feesMinor = [...own, ...inRow].reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    return { ...row, feesMinor, dueMinor: row.dueMinor + feesMinor };
  });
  const years = sumYears(rows);
  return { ...schedule, rows, years, totals: sumOfYears(years) };
}
