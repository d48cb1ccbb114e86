/**
 * The difference between two replays of one loan: what a backdated payment, a correction or a change of terms
 * would do, shown before it is confirmed.
 */
import type { IsoDate } from '../calendar.ts';
import type { Component } from '../schedule/terms.ts';
import type { ComponentAmounts, LoanRow, LoanState } from './state.ts';

export type RowDifference = {
  readonly number: number;
  readonly change: 'added' | 'removed' | 'changed';
  readonly dueDateBefore: IsoDate | null;
  readonly dueDateAfter: IsoDate | null;
  /** After less before, by component. */
  readonly due: ComponentAmounts;
  readonly paid: ComponentAmounts;
  readonly outstanding: ComponentAmounts;
};

export type StateDifference = {
  /** Rows that differ, in order of number. */
  readonly rows: readonly RowDifference[];
  readonly daysPastDueBefore: number;
  readonly daysPastDueAfter: number;
  readonly bucketBefore: string;
  readonly bucketAfter: string;
  readonly maturityBefore: IsoDate | null;
  readonly maturityAfter: IsoDate | null;
  /** Each of these after less before. */
  readonly totalInterestMinor: bigint;
  readonly totalDueMinor: bigint;
  readonly principalOutstandingMinor: bigint;
  readonly interestEarnedMinor: bigint;
  readonly penaltyEarnedMinor: bigint;
  readonly feesChargedMinor: bigint;
  readonly creditBalanceMinor: bigint;
};

/** Two states of one loan, usually on one business date. */
export function compareStates(before: LoanState, after: LoanState): StateDifference {
  return {
    rows: compareRows(before.rows, after.rows),
    daysPastDueBefore: before.daysPastDue,
    daysPastDueAfter: after.daysPastDue,
    bucketBefore: before.bucket,
    bucketAfter: after.bucket,
    maturityBefore: before.maturityDate,
    maturityAfter: after.maturityDate,
    totalInterestMinor: after.totals.interestMinor - before.totals.interestMinor,
    totalDueMinor: after.totals.dueMinor - before.totals.dueMinor,
    principalOutstandingMinor: after.principalOutstandingMinor - before.principalOutstandingMinor,
    interestEarnedMinor: after.interestEarnedMinor - before.interestEarnedMinor,
    penaltyEarnedMinor: after.penaltyEarnedMinor - before.penaltyEarnedMinor,
    feesChargedMinor: after.feesChargedMinor - before.feesChargedMinor,
    creditBalanceMinor: after.creditBalanceMinor - before.creditBalanceMinor,
  };
}

function compareRows(
  before: readonly LoanRow[],
  after: readonly LoanRow[],
): readonly RowDifference[] {
  const earlier = new Map(before.map((row) => [row.number, row]));
  const later = new Map(after.map((row) => [row.number, row]));
  const numbers = [...new Set([...earlier.keys(), ...later.keys()])].sort((a, b) => a - b);
  return numbers
    .map((number) => compareRow(number, earlier.get(number), later.get(number)))
    .filter((difference) => difference !== null);
}

function compareRow(
  number: number,
  before: LoanRow | undefined,
  after: LoanRow | undefined,
): RowDifference | null {
  const difference = {
    number,
    change: changeOf(before, after),
    dueDateBefore: before?.dueDate ?? null,
    dueDateAfter: after?.dueDate ?? null,
    due: subtractAmounts(after?.due, before?.due),
    paid: subtractAmounts(after?.paid, before?.paid),
    outstanding: subtractAmounts(after?.outstanding, before?.outstanding),
  };
  const { due, paid, outstanding, dueDateBefore, dueDateAfter } = difference;
  const isSame = [due, paid, outstanding].every(isNothing) && dueDateBefore === dueDateAfter;
  return isSame ? null : difference;
}

function changeOf(
  before: LoanRow | undefined,
  after: LoanRow | undefined,
): RowDifference['change'] {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function subtractAmounts(
  a: ComponentAmounts | undefined,
  b: ComponentAmounts | undefined,
): ComponentAmounts {
  const less = (component: Component) => (a?.[component] ?? 0n) - (b?.[component] ?? 0n);
  return {
    penalty: less('penalty'),
    fee: less('fee'),
    interest: less('interest'),
    principal: less('principal'),
  };
}

function isNothing(amounts: ComponentAmounts): boolean {
  return (
    amounts.penalty === 0n &&
    amounts.fee === 0n &&
    amounts.interest === 0n &&
    amounts.principal === 0n
  );
}
