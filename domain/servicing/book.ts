/**
 * The working copy of a replay: the rows and running amounts of one loan while its events pass by. It is made
 * and changed inside a replay only; what leaves is the plain `LoanState`.
 */
import type { IsoDate } from '../calendar.ts';
import { divide } from '../money.ts';
import { invariant } from '../invariant.ts';
import { partOf } from '../schedule/parts.ts';
import type { PlanRow, Repayment } from '../schedule/plan.ts';
import type { Component, LoanTerms, PrepaymentStrategy } from '../schedule/terms.ts';
import type { WorkCalendar } from '../schedule/working-days.ts';
import type { ChargedFee } from './fees.ts';
import type { PaymentAllocation } from './state.ts';

export type Amounts = { [C in Component]: bigint };

/** A fee or penalty with its own due date, inside a row. */
export type Charge = {
  readonly component: 'fee' | 'penalty';
  readonly dueDate: IsoDate;
  /** Lowered when a restructure moves the unpaid part elsewhere. */
  amountMinor: bigint;
  openMinor: bigint;
};

/** Penalty interest of one overdue row: exact sums over 1,000,000 × days of the year. */
export type RunningPenalty = {
  onPrincipal: bigint;
  onInterest: bigint;
  onPenalty: bigint;
  capped: bigint;
  paidMinor: bigint;
  waivedMinor: bigint;
  /** Moved to another row or into principal by a restructure. */
  movedMinor: bigint;
};

export type WorkRow = {
  readonly number: number;
  readonly kind: 'down_payment' | 'installment';
  plan: PlanRow;
  /** Interest and principal fixed: the row's date has come. */
  closed: boolean;
  /** Interest and principal due; of an open row only what has been paid ahead. */
  interestMinor: bigint;
  principalMinor: bigint;
  /** Interest of earlier rows that a restructure made due with this one. */
  carriedMinor: bigint;
  balanceMinor: bigint;
  readonly paid: Amounts;
  readonly waived: Amounts;
  readonly charges: Charge[];
  readonly running: RunningPenalty;
  advanceMinor: bigint;
  lateMinor: bigint;
  paidDate: IsoDate | null;
  lastPaidDate: IsoDate | null;
  /** Strategy of the last prepayment on the row while it was open. */
  strategy: PrepaymentStrategy | null;
  /** True once the row was looked at for fees of being late. */
  lateChecked: boolean;
};

export type Pause = {
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly interest: boolean;
  readonly penalty: boolean;
};

export type Book = {
  /** Changed by rate and terms changes. */
  terms: LoanTerms;
  readonly calendar: WorkCalendar;
  readonly openedDate: IsoDate;
  /** How far the replay has come. */
  date: IsoDate;
  day: number;
  rows: WorkRow[];
  /** Due dates are counted from `date`, on which the period of row `number` ends. */
  anchor: { readonly date: IsoDate; readonly number: number };
  /** Index of the first row not closed; `rows.length` when there is none. */
  open: number;
  /** Every row before this index owes nothing. */
  settled: number;
  repayment: Repayment;
  annualRatePpm: number;
  flatBaseMinor: bigint;
  /** Principal not yet part of a closed row, money paid ahead still included. */
  scheduledMinor: bigint;
  /** Principal paid ahead on open rows. */
  aheadMinor: bigint;
  /** Interest of the open row: rounded stretches, and the running one exactly. */
  fixedMinor: bigint;
  runningInterest: bigint;
  /** Interest of rows that do not bear it yet: due with the next row that does. */
  deferredMinor: bigint;
  /** Interest of closed rows and of interrupted ones. */
  earnedMinor: bigint;
  /** Principal paid ahead that shrinks the next rows (`next_installments`). */
  poolMinor: bigint;
  /** Rows end as soon as the level amount covers the balance (`reduce_term`). */
  shortening: boolean;
  prepaid: boolean;
  /** The level amount is computed anew when the open row closes. */
  repriceNext: boolean;
  pauses: readonly Pause[];
  creditMinor: bigint;
  /** True once any row has a charge, so that rows ahead must be looked at. */
  hasCharges: boolean;
  /** Fees and penalties charged by events and by the terms so far. */
  readonly charged: { fee: bigint; penalty: bigint };
  readonly chargeLog: ChargedFee[];
  /** Fees of days up to this one have been charged. */
  feesThroughDate: IsoDate;
  disbursedMinor: bigint;
  refundedMinor: bigint;
  recoveredMinor: bigint;
  readonly capitalized: Amounts;
  restructureCount: number;
  writtenOff: { readonly date: IsoDate; readonly amounts: Amounts } | null;
  returnedDate: IsoDate | null;
  closedDate: IsoDate | null;
  /** True beyond the business date: everything due counts as paid on its day. */
  projecting: boolean;
  readonly allocations: PaymentAllocation[];
};

export function noAmounts(): Amounts {
  return { penalty: 0n, fee: 0n, interest: 0n, principal: 0n };
}

export function workRow(number: number, kind: WorkRow['kind'], plan: PlanRow): WorkRow {
  return {
    number,
    kind,
    plan,
    closed: false,
    interestMinor: 0n,
    principalMinor: 0n,
    carriedMinor: 0n,
    balanceMinor: 0n,
    paid: noAmounts(),
    waived: noAmounts(),
    charges: [],
    running: {
      onPrincipal: 0n,
      onInterest: 0n,
      onPenalty: 0n,
      capped: 0n,
      paidMinor: 0n,
      waivedMinor: 0n,
      movedMinor: 0n,
    },
    advanceMinor: 0n,
    lateMinor: 0n,
    paidDate: null,
    lastPaidDate: null,
    strategy: null,
    lateChecked: false,
  };
}

export function openRow(book: Book): WorkRow | undefined {
  return book.rows[book.open];
}

export function principalOpen(row: WorkRow): bigint {
  return row.principalMinor - row.paid.principal;
}

export function interestOpen(row: WorkRow): bigint {
  return row.interestMinor - row.paid.interest - row.waived.interest;
}

/** Penalty interest of a row to date, each kind rounded once over its whole time. */
export function penaltyEarned(terms: LoanTerms, { running }: WorkRow): bigint {
  const { onPrincipal, onInterest, onPenalty } = running;
  if (onPrincipal === 0n && onInterest === 0n && onPenalty === 0n) return 0n;
  const year = 1_000_000n * BigInt(terms.penalty.yearDays);
  const { mode } = terms.rounding;
  return (
    divide(onPrincipal, year, mode) + divide(onInterest, year, mode) + divide(onPenalty, year, mode)
  );
}

export function penaltyOpen(terms: LoanTerms, row: WorkRow): bigint {
  const { paidMinor, waivedMinor, movedMinor } = row.running;
  return penaltyEarned(terms, row) - paidMinor - waivedMinor - movedMinor;
}

export function chargesOpen(row: WorkRow): bigint {
  let total = 0n;
  for (const { openMinor } of row.charges) total += openMinor;
  return total;
}

export function rowOpen(terms: LoanTerms, row: WorkRow): bigint {
  return interestOpen(row) + principalOpen(row) + penaltyOpen(terms, row) + chargesOpen(row);
}

/** True where money was received, given up or charged on a row. */
export function hasHistory({ paid, waived, charges }: WorkRow): boolean {
  if (charges.length > 0) return true;
  return [paid, waived].some(
    ({ penalty, fee, interest, principal }) => penalty + fee + interest + principal > 0n,
  );
}

/** Unpaid principal of rows whose due date has come. */
export function overduePrincipal(book: Book): bigint {
  let total = 0n;
  for (let index = book.settled; index < book.open; index += 1) {
    const row = book.rows[index]!;
    if (row.plan.frame.dueDate <= book.date) total += principalOpen(row);
  }
  return total;
}

/** All principal that has been paid out and not repaid. */
export function principalOutstanding(book: Book): bigint {
  let total = book.scheduledMinor - book.aheadMinor;
  for (let index = book.settled; index < book.open; index += 1)
    total += principalOpen(book.rows[index]!);
  return total;
}

/** The balance that bears contract interest now. */
export function interestBase(book: Book): bigint {
  const ahead = book.scheduledMinor - book.aheadMinor;
  const includesOverdue =
    book.terms.overdueInterest === 'contract_plus_penalty' && !book.projecting;
  return includesOverdue ? ahead + overduePrincipal(book) : ahead;
}

/** True where rows carry interest that does not follow from the balance day by day. */
export function hasFixedInterest(terms: LoanTerms): boolean {
  return terms.method === 'flat' && terms.customRows === null;
}

/** Denominator of the open row's running interest. */
export function interestDivisor(book: Book, row: WorkRow): bigint {
  const { frame } = row.plan;
  return (
    1_000_000n *
    BigInt(
      partOf(book.terms.dayCount, frame, frame.startDay, frame.startDay, frame.periodStart)
        .denominator,
    )
  );
}

/** Interest of the open row from its start to date, the running stretch rounded for now. */
export function interestToDate(book: Book): bigint {
  const row = openRow(book);
  if (row === undefined) return 0n;
  if (hasFixedInterest(book.terms) || enteredInterest(book, row) !== null)
    return shareToDate(book, row);
  const running = divide(
    book.runningInterest,
    interestDivisor(book, row),
    book.terms.rounding.mode,
  );
  return book.fixedMinor + running;
}

/** Rounds the running stretch of the open row: a payment fixes the interest up to its date. */
export function fixStretch(book: Book): void {
  const row = openRow(book);
  if (row === undefined || book.runningInterest === 0n) return;
  const { mode } = book.terms.rounding;
  book.fixedMinor += divide(book.runningInterest, interestDivisor(book, row), mode);
  book.runningInterest = 0n;
}

/** Interest of a row that a person entered by hand, or null. */
export function enteredInterest(book: Book, row: WorkRow): bigint | null {
  const offset = book.rows[0]!.kind === 'down_payment' ? 2 : 1;
  return book.terms.customRows?.[row.number - offset]?.interest?.minor ?? null;
}

/** Flat interest of the row at `index`, or null where interest follows the balance. */
export function flatInterest(book: Book, index: number): bigint | null {
  const { flat } = book.repayment;
  if (flat === null || !hasFixedInterest(book.terms)) return null;
  if (book.rows[index]!.plan.multiplier === 0n) return 0n;
  return index === book.rows.length - 1 ? flat.lastInterestMinor : flat.interestMinor;
}

function shareToDate(book: Book, row: WorkRow): bigint {
  const whole = enteredInterest(book, row) ?? flatInterest(book, book.open) ?? 0n;
  const { startDay, endDay } = row.plan.frame;
  const days = Math.min(Math.max(book.day - startDay, 0), endDay - startDay);
  if (days === 0) return 0n;
  invariant(endDay > startDay, 'a period has days');
  return divide(whole * BigInt(days), BigInt(endDay - startDay), book.terms.rounding.mode);
}
