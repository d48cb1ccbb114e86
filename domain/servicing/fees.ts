/**
 * What a fee comes to: a fixed amount, or a share of a base, and never more than its caps leave. Rules are product
 * data; what has been charged before is an argument.
 */
import { divide, sum } from '../money.ts';
import type { Money, RoundingMode } from '../money.ts';
import type { ChargeEvent, LoanEvent } from './events.ts';
import { effectiveEvents } from './order.ts';
import type { LoanState } from './state.ts';

export type FeeBase =
  | 'disbursed_amount'
  | 'outstanding_principal'
  | 'overdue_principal'
  | 'overdue_installment'
  | 'principal_and_interest'
  | 'prepaid_principal';

export type FeeTiming =
  | 'deducted_at_disbursement'
  | 'paid_at_disbursement'
  | 'per_installment'
  | 'on_date'
  | 'on_late_payment'
  | 'on_returned_payment'
  | 'on_extension'
  | 'on_restructure'
  | 'on_prepayment';

export type FeeRule = {
  readonly code: string;
  readonly timing: FeeTiming;
  readonly amount:
    | { readonly kind: 'fixed'; readonly amount: Money }
    | { readonly kind: 'share'; readonly of: FeeBase; readonly ppm: number };
  readonly caps: {
    readonly perCharge: Money | null;
    readonly perInstallment: Money | null;
    readonly perYear: Money | null;
    /** Share of the disbursed amount all charges of this fee may reach. */
    readonly perLoanPpm: number | null;
  };
};

/** Amounts in minor units on which shares are counted. */
export type FeeBases = { readonly [B in FeeBase]?: bigint };

/** Already charged by the same rule, in minor units. */
export type FeeHistory = {
  readonly inInstallmentMinor: bigint;
  readonly inYearMinor: bigint;
  readonly inLoanMinor: bigint;
};

export type FeeAmount = {
  readonly amountMinor: bigint;
  /** What the caps took away. */
  readonly cappedMinor: bigint;
};

/** What a loan offers as bases on its business date; what was prepaid belongs to a prepayment, not to a day. */
export function feeBasesOf(state: LoanState): FeeBases {
  const { overdue, totals } = state;
  return {
    disbursed_amount: state.disbursedMinor,
    outstanding_principal: state.principalOutstandingMinor,
    overdue_principal: overdue.principal,
    overdue_installment: overdue.principal + overdue.interest,
    principal_and_interest: totals.principalMinor + totals.interestMinor,
  };
}

/** Charges of one code that were not undone: in the running installment, in the calendar year, in all. */
export function feeHistoryOf(
  code: string,
  events: readonly LoanEvent[],
  { businessDate, rows }: LoanState,
): FeeHistory {
  const charges = effectiveEvents(events, businessDate).filter(
    (event) => event.kind === 'charge' && event.code === code,
  ) as readonly ChargeEvent[];
  const previousDueDate = rows.findLast(({ dueDate }) => dueDate < businessDate)?.dueDate ?? '';
  const total = (counted: readonly ChargeEvent[]) => sum(counted.map(({ amount }) => amount.minor));
  const year = businessDate.slice(0, 4);
  return {
    inInstallmentMinor: total(
      charges.filter(({ effectiveDate }) => effectiveDate > previousDueDate),
    ),
    inYearMinor: total(charges.filter(({ effectiveDate }) => effectiveDate.startsWith(year))),
    inLoanMinor: total(charges),
  };
}

export function computeFee(
  rule: FeeRule,
  bases: FeeBases,
  history: FeeHistory,
  mode: RoundingMode,
): FeeAmount {
  const { amount, caps } = rule;
  const wanted =
    amount.kind === 'fixed'
      ? amount.amount.minor
      : shareOf(bases[amount.of] ?? 0n, amount.ppm, mode);
  const perLoan =
    caps.perLoanPpm === null
      ? null
      : shareOf(bases.disbursed_amount ?? 0n, caps.perLoanPpm, 'down');
  const rooms = [
    caps.perCharge?.minor ?? null,
    roomUnder(caps.perInstallment?.minor ?? null, history.inInstallmentMinor),
    roomUnder(caps.perYear?.minor ?? null, history.inYearMinor),
    roomUnder(perLoan, history.inLoanMinor),
  ];
  const amountMinor = rooms.reduce<bigint>(
    (least, room) => (room !== null && room < least ? room : least),
    wanted,
  );
  return { amountMinor, cappedMinor: wanted - amountMinor };
}

function shareOf(base: bigint, ppm: number, mode: RoundingMode): bigint {
  return divide(base * BigInt(ppm), 1_000_000n, mode);
}

function roomUnder(cap: bigint | null, charged: bigint): bigint | null {
  if (cap === null) return null;
  return cap > charged ? cap - charged : 0n;
}
