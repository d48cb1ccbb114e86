/**
 * What a fee comes to: a fixed amount, or a share of a base, and never more than its caps leave. Rules are product
 * data; what has been charged before is an argument.
 */
import type { IsoDate } from '../calendar.ts';
import { divide, sum } from '../money.ts';
import type { Money, RoundingMode } from '../money.ts';
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

/**
 * The days of a fee `on_date`: so many months after the first disbursement, once or again and again, or one day of every
 * calendar year (the last of its month where that is shorter).
 */
export type FeeDays =
  | { readonly kind: 'after_months'; readonly months: number; readonly repeats: boolean }
  | { readonly kind: 'every_year'; readonly month: number; readonly day: number };

export type FeeRule = {
  readonly code: string;
  readonly timing: FeeTiming;
  /** Only of a fee `on_date`; absent: it waits until somebody asks for it. */
  readonly days?: FeeDays;
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

/** True where the fee follows from the terms and the calendar alone; the others need an event. */
export function isChargedByTerms({ timing, days }: Pick<FeeRule, 'timing' | 'days'>): boolean {
  if (timing === 'on_date') return days !== undefined;
  return timing === 'per_installment' || timing === 'on_late_payment';
}

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

/** A fee or penalty that was charged, by an event or by the terms themselves. */
export type ChargedFee = {
  readonly code: string;
  readonly component: 'fee' | 'penalty';
  readonly date: IsoDate;
  /** The row it belongs to. */
  readonly installmentNumber: number;
  readonly amountMinor: bigint;
};

/** Charges of one code up to the business date: in the running installment, in the calendar year, in all. */
export function feeHistoryOf(
  code: string,
  { charges, businessDate, rows }: Pick<LoanState, 'charges' | 'businessDate' | 'rows'>,
): FeeHistory {
  const previousDueDate = rows.findLast(({ dueDate }) => dueDate < businessDate)?.dueDate ?? '';
  const own = charges.filter((charge) => charge.code === code);
  return {
    inInstallmentMinor: totalOf(own.filter(({ date }) => date > previousDueDate)),
    inYearMinor: totalOf(own.filter(({ date }) => isSameYear(date, businessDate))),
    inLoanMinor: totalOf(own),
  };
}

/** The same for a fee that the terms charge on a row. */
export function rowHistoryOf(
  code: string,
  charges: readonly ChargedFee[],
  row: { readonly number: number; readonly date: IsoDate },
): FeeHistory {
  const own = charges.filter((charge) => charge.code === code);
  return {
    inInstallmentMinor: totalOf(own.filter((one) => one.installmentNumber === row.number)),
    inYearMinor: totalOf(own.filter(({ date }) => isSameYear(date, row.date))),
    inLoanMinor: totalOf(own),
  };
}

function totalOf(charges: readonly ChargedFee[]): bigint {
  return sum(charges.map(({ amountMinor }) => amountMinor));
}

function isSameYear(a: IsoDate, b: IsoDate): boolean {
  return a.slice(0, 4) === b.slice(0, 4);
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
