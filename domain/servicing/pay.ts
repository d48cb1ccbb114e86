/**
 * Money on a loan: a payment pays what is due by its waterfall; what is left is held as credit, pays in advance,
 * or, by request, reduces principal before it is due. Allocations are recorded line by line.
 */
import { divide } from '../money.ts';
import { invariant } from '../invariant.ts';
import { partOf } from '../schedule/parts.ts';
import type { Component, PrepaymentStrategy } from '../schedule/terms.ts';
import { allocatePayment, timingOf, withoutAdvance } from './allocation.ts';
import type { Book, WorkRow } from './book.ts';
import {
  chargesOpen,
  fixStretch,
  hasFixedInterest,
  interestToDate,
  openRow,
  principalOutstanding,
  rowOpen,
} from './book.ts';
import { applyExcess, closeRow } from './close-row.ts';
import { addCharge } from './charges.ts';
import { openDues } from './dues.ts';
import type { OpenDue } from './dues.ts';
import type { PaymentEvent, PayoffEvent, PrepaymentEvent, RecoveryEvent } from './events.ts';
import type { AllocationLine, PaymentAllocation } from './state.ts';
import type { Waterfall, WaterfallBucket } from './waterfalls.ts';
import { shortenToPayoff } from './settle.ts';

type Receipt = {
  readonly key: string;
  readonly eventId: string | null;
  readonly kind: PaymentAllocation['kind'];
  readonly amountMinor: bigint;
};

const prepaymentCharge = { component: 'fee', code: 'prepayment' } as const;
const payoffCharge = { component: 'fee', code: 'payoff' } as const;

export function applyPayment(book: Book, event: PaymentEvent): void {
  const { terms } = book;
  const waterfall = terms.waterfalls[event.situation];
  const receipt = receiptOf(event);
  if (terms.advanceMoney === 'hold') {
    const { lines, left } = serve(book, event.amount.minor, withoutAdvance(waterfall));
    return record(book, receipt, lines, left);
  }
  // Interest that follows the balance is not owed before it is earned: where the order comes to principal, all
  // the money reduces principal at once, and what stands after principal waits for it.
  const fixed = hasFixedInterest(terms);
  const first = serve(book, event.amount.minor, fixed ? waterfall : beforePrincipal(waterfall));
  if (fixed) return record(book, receipt, first.lines, first.left);
  const prepaid = prepayPrincipal(book, first.left, terms.prepayment);
  const last = serve(book, prepaid.left, waterfall);
  record(book, receipt, [...first.lines, ...prepaid.lines, ...last.lines], last.left);
}

/** Pays what is due first; what is left goes to principal on its date. */
export function applyPrepayment(book: Book, event: PrepaymentEvent): void {
  const { terms } = book;
  if (event.fee !== null && event.fee.minor > 0n)
    addCharge(book, prepaymentCharge, event.fee.minor, book.date);
  const due = serve(book, event.amount.minor, withoutAdvance(terms.waterfalls.standard));
  const prepaid = prepayPrincipal(book, due.left, event.strategy ?? terms.prepayment);
  record(book, receiptOf(event), [...due.lines, ...prepaid.lines], prepaid.left);
}

/** The quoted amount by its good-through date closes the loan; otherwise the money is a prepayment. */
export function applyPayoff(book: Book, event: PayoffEvent): void {
  const { amount, quotedAmount, goodThroughDate } = event;
  if (amount.minor < quotedAmount.minor || book.date > goodThroughDate) {
    return applyPrepayment(book, { ...event, kind: 'prepayment', strategy: null, fee: null });
  }
  if (event.fee !== null && event.fee.minor > 0n)
    addCharge(book, payoffCharge, event.fee.minor, book.date);
  const held = book.creditMinor > 0n ? book.creditMinor : 0n;
  shortenToPayoff(book, amount.minor + held);
  const order = toTheEnd(book.terms.waterfalls.standard);
  drawCredit(book, order);
  const { lines, left } = serve(book, amount.minor, order);
  record(book, receiptOf(event), lines, left);
}

export function applyRecovery(book: Book, event: RecoveryEvent): void {
  const { lines, left } = serve(book, event.amount.minor, book.terms.waterfalls.written_off);
  book.recoveredMinor += event.amount.minor - left;
  record(book, receiptOf(event), lines, left);
}

/** Pays what has become due from money held for the borrower. */
export function useCredit(book: Book): void {
  drawCredit(book, withoutAdvance(book.terms.waterfalls.standard));
}

function drawCredit(book: Book, waterfall: Waterfall): void {
  if (book.creditMinor <= 0n || book.writtenOff !== null) return;
  const { lines, left } = serve(book, book.creditMinor, waterfall);
  if (lines.length === 0) return;
  const usedMinor = book.creditMinor - left;
  book.creditMinor -= usedMinor;
  const uses = book.allocations.filter(({ key }) => key.startsWith(`credit/${book.date}`)).length;
  const key = `credit/${book.date}${uses === 0 ? '' : `/${uses + 1}`}`;
  record(book, { key, eventId: null, kind: 'credit_use', amountMinor: usedMinor }, lines, 0n);
}

type Served = { readonly lines: readonly AllocationLine[]; readonly left: bigint };

function serve(book: Book, amountMinor: bigint, waterfall: Waterfall): Served {
  if (amountMinor <= 0n) return { lines: [], left: amountMinor };
  const dues = openDues(book);
  const amount = { minor: amountMinor, currency: book.terms.currency };
  const allocation = allocatePayment({ amount, dues, waterfall, effectiveDate: book.date });
  // Late money fixes the interest up to its date; money on a due date changes nothing of the open row.
  if (allocation.lines.some(isLateDebt)) fixStretch(book);
  for (const line of allocation.lines) post(book, dues[line.dueIndex]!, line.amountMinor);
  return { lines: joinLines(allocation.lines), left: allocation.creditMinor };
}

function isLateDebt({ timing, component }: AllocationLine): boolean {
  return timing === 'past_due' && (component === 'interest' || component === 'principal');
}

function post(book: Book, { row, charge, component }: OpenDue, amountMinor: bigint): void {
  row.paid[component] += amountMinor;
  if (charge !== null) charge.openMinor -= amountMinor;
  else if (component === 'penalty') row.running.paidMinor += amountMinor;
  if (!row.closed && component === 'principal') book.aheadMinor += amountMinor;
  noteTiming(book, row, amountMinor);
}

function noteTiming(book: Book, row: WorkRow, amountMinor: bigint): void {
  const { dueDate } = row.plan.frame;
  if (book.date < dueDate) row.advanceMinor += amountMinor;
  if (book.date > dueDate) row.lateMinor += amountMinor;
  row.lastPaidDate = book.date;
  if (row.closed && rowOpen(book.terms, row) === 0n) row.paidDate = book.date;
}

/**
 * Money beyond what is due reduces principal on its date. On a row's due date it counts for that row, before it
 * for the row that is open; either way, what exceeds the row's expectation acts on later rows.
 */
function prepayPrincipal(book: Book, amountMinor: bigint, strategy: PrepaymentStrategy): Served {
  const outstanding = book.scheduledMinor - book.aheadMinor;
  if (amountMinor <= 0n || outstanding <= 0n) return { lines: [], left: amountMinor };
  fixStretch(book);
  const row = rowOfToday(book);
  const ownInterest =
    book.terms.prepaymentInterest === 'with_prepayment' && !row.plan.defersInterest;
  const interest = ownInterest && !row.closed ? interestWithin(book, row, amountMinor) : 0n;
  const wanted = amountMinor - interest;
  const principal = wanted < outstanding ? wanted : outstanding;
  row.paid.principal += principal;
  row.paid.interest += interest;
  if (row.closed) {
    row.principalMinor += principal;
    row.balanceMinor -= principal;
    book.scheduledMinor -= principal;
  } else {
    book.aheadMinor += principal;
    row.strategy = strategy;
  }
  noteTiming(book, row, principal + interest);
  if (row.closed) applyExcess(book, principal, strategy);
  const lines = linesOf(book, row, { interest, principal });
  const rest = settleInterest(book, row, amountMinor - principal - interest);
  return { lines: [...lines, ...rest.lines], left: rest.left };
}

/** When all principal is repaid, money left pays the interest earned to date, and the loan ends there. Flat interest stays due. */
function settleInterest(book: Book, row: WorkRow, amountMinor: bigint): Served {
  const isRepaid = book.scheduledMinor === book.aheadMinor;
  if (row.closed || !isRepaid || hasFixedInterest(book.terms))
    return { lines: [], left: amountMinor };
  const earned = interestToDate(book) + book.deferredMinor - row.paid.interest;
  if (amountMinor < earned) return { lines: [], left: amountMinor };
  row.paid.interest += earned;
  noteTiming(book, row, earned);
  book.prepaid = true;
  closeRow(book);
  if (rowOpen(book.terms, row) === 0n) row.paidDate = book.date;
  return {
    lines: linesOf(book, row, { interest: earned, principal: 0n }),
    left: amountMinor - earned,
  };
}

/** The closed row that is due today, else the open one. */
function rowOfToday(book: Book): WorkRow {
  const before = book.rows[book.open - 1];
  if (before !== undefined && before.plan.frame.dueDate === book.date) return before;
  return openRow(book) ?? before!;
}

/**
 * 利随本清: the interest part of a prepayment so that it pays, with its principal, exactly the amount:
 * p = amount ÷ (1 + rate × fraction), never more interest than the row has earned and not yet received.
 */
function interestWithin(book: Book, row: WorkRow, amountMinor: bigint): bigint {
  const { frame } = row.plan;
  const earned = interestToDate(book) - row.paid.interest;
  if (earned <= 0n || book.day <= frame.startDay) return 0n;
  const part = partOf(book.terms.dayCount, frame, frame.startDay, book.day, frame.periodStart);
  const whole = 1_000_000n * BigInt(part.denominator);
  const growth = whole + BigInt(book.annualRatePpm * part.numerator);
  const { mode } = book.terms.rounding;
  const outstanding = book.scheduledMinor - book.aheadMinor;
  const bought = divide(amountMinor * whole, growth, mode);
  const principal = bought < outstanding ? bought : outstanding;
  const interest = divide(principal * (growth - whole), whole, mode);
  return minOf(interest, earned, amountMinor);
}

function minOf(a: bigint, b: bigint, c: bigint): bigint {
  const least = a < b ? a : b;
  return least < c ? least : c;
}

/** The last payment also takes what would be due later, whatever the waterfall says of it. */
function toTheEnd(waterfall: Waterfall): Waterfall {
  const { buckets } = withoutAdvance(waterfall);
  const components = ['interest', 'principal', 'fee', 'penalty'] as const;
  return { ...waterfall, buckets: [...buckets, { timing: 'in_advance', components }] };
}

/** The waterfall up to, and without, principal in advance. */
function beforePrincipal(waterfall: Waterfall): Waterfall {
  const buckets = waterfall.buckets.map((bucket): WaterfallBucket => {
    if (bucket.timing !== 'in_advance') return bucket;
    const at = bucket.components.indexOf('principal');
    return {
      ...bucket,
      components: at === -1 ? bucket.components : bucket.components.slice(0, at),
    };
  });
  return { ...waterfall, buckets };
}

function linesOf(
  book: Book,
  row: WorkRow,
  amounts: { readonly interest: bigint; readonly principal: bigint },
): readonly AllocationLine[] {
  const timing = timingOf(row.plan.frame.dueDate, book.date);
  const line = (component: Component, amountMinor: bigint) => ({
    installmentNumber: row.number,
    component,
    timing,
    amountMinor,
  });
  return [line('interest', amounts.interest), line('principal', amounts.principal)].filter(
    ({ amountMinor }) => amountMinor > 0n,
  );
}

/** One line per row, component and timing. */
function joinLines(lines: readonly AllocationLine[]): readonly AllocationLine[] {
  const joined: AllocationLine[] = [];
  for (const { installmentNumber, component, timing, amountMinor } of lines) {
    const at = joined.findIndex(
      (line) =>
        line.installmentNumber === installmentNumber &&
        line.component === component &&
        line.timing === timing,
    );
    const before = at === -1 ? 0n : joined[at]!.amountMinor;
    const line = { installmentNumber, component, timing, amountMinor: before + amountMinor };
    if (at === -1) joined.push(line);
    else joined[at] = line;
  }
  return joined;
}

function receiptOf(event: {
  readonly eventId: string;
  readonly kind: Receipt['kind'];
  readonly amount: { readonly minor: bigint };
}): Receipt {
  const { eventId, kind, amount } = event;
  return { key: eventId, eventId, kind, amountMinor: amount.minor };
}

function record(
  book: Book,
  receipt: Receipt,
  lines: readonly AllocationLine[],
  creditMinor: bigint,
): void {
  book.creditMinor += creditMinor;
  const { key, eventId, kind, amountMinor } = receipt;
  const joined = joinLines(lines);
  const placed = joined.reduce((total, line) => total + line.amountMinor, 0n);
  invariant(placed + creditMinor === amountMinor, 'lines and credit sum to the payment');
  book.allocations.push({
    key,
    eventId,
    kind,
    effectiveDate: book.date,
    amountMinor,
    lines: joined,
    creditMinor,
    principalAfterMinor: principalOutstanding(book),
  });
  noteClosing(book);
}

/**
 * A loan is closed on the day on which nothing is owed any more and nothing will be. Credit below zero is owed: money
 * paid back to the borrower whose payment did not last.
 */
export function noteClosing(book: Book): void {
  if (book.closedDate !== null || book.writtenOff !== null || book.creditMinor < 0n) return;
  if (principalOutstanding(book) !== 0n) return;
  const fixed = hasFixedInterest(book.terms);
  if (openRow(book) !== undefined && !fixed) return;
  const owed = openDues(book).some(({ amountMinor }) => amountMinor > 0n);
  if (!owed && book.rows.every((row) => chargesOpen(row) === 0n)) book.closedDate = book.date;
}
