/**
 * A loan as its events made it. The events are replayed in order of effective date, kind and record number, the
 * whole state is computed anew each time and nothing is patched: a backdated payment, a correction or a returned
 * payment changes everything after it by itself. The same events on the same business date give the same result.
 */
import type { IsoDate } from '../calendar.ts';
import { dayNumber } from '../calendar.ts';
import { assertNever } from '../invariant.ts';
import { divide } from '../money.ts';
import { DomainError } from '../errors.ts';
import { buildFrames } from '../schedule/frames.ts';
import { planRows } from '../schedule/plan.ts';
import type { PlanRow } from '../schedule/plan.ts';
import type { LoanTerms } from '../schedule/terms.ts';
import { assertDisbursements, assertTerms } from '../schedule/validate.ts';
import type { WorkCalendar } from '../schedule/working-days.ts';
import { advance, projectedInterest } from './accrue.ts';
import type { Book } from './book.ts';
import { interestBase, noAmounts, openRow, workRow } from './book.ts';
import { changeRate, changeTerms } from './changes.ts';
import { restartRepayment } from './close-row.ts';
import type { DisbursementEvent, LoanEvent, WaiverEvent, WriteOffEvent } from './events.ts';
import { effectiveEvents } from './order.ts';
import type { EffectiveEvent, SameDayOrder } from './order.ts';
import { addCharge } from './charges.ts';
import {
  applyPayment,
  applyPayoff,
  applyPrepayment,
  applyRecovery,
  noteClosing,
  useCredit,
} from './pay.ts';
import { amountsToEnd, giveUp, makeAllDue } from './settle.ts';
import { pendingState, readState } from './snapshot.ts';
import type { LoanState } from './state.ts';

/**
 * @param terms as signed; later changes are events
 * @param events in any order; those after the business date are ignored
 * @param sameDay how events of one effective date are ordered
 * @returns the state on the business date, rows after it projected as if paid in full on their due dates
 * @throws DomainError what `buildSchedule` refuses, `payment_before_disbursement`, `currency_mismatch`, `event_not_found`
 */
export function replayLoan(
  terms: LoanTerms,
  events: readonly LoanEvent[],
  businessDate: IsoDate,
  calendar: WorkCalendar,
  sameDay: SameDayOrder = 'by_kind',
): LoanState {
  const book = replayBook(terms, events, businessDate, calendar, sameDay);
  return book === null ? pendingState(terms, businessDate) : readState(book);
}

/** The working copy on the business date, or null before the first disbursement. Only for this folder. */
export function replayBook(
  terms: LoanTerms,
  events: readonly LoanEvent[],
  businessDate: IsoDate,
  calendar: WorkCalendar,
  sameDay: SameDayOrder = 'by_kind',
): Book | null {
  assertTerms(terms);
  const effective = effectiveEvents(events, businessDate, sameDay);
  assertEvents(terms, effective);
  const [first] = effective;
  if (first === undefined) return null;
  const startDate = first.effectiveDate;
  const opening = effective.filter(
    (event): event is DisbursementEvent =>
      event.kind === 'disbursement' && event.effectiveDate === startDate,
  );
  const book = openBook(terms, opening, calendar);
  for (const event of effective) {
    if (event.kind === 'disbursement' && event.effectiveDate === startDate) continue;
    advance(book, event.effectiveDate, useCredit);
    apply(book, event);
  }
  advance(book, businessDate, useCredit);
  return book;
}

/** Money events before the first disbursement have no loan to fall on. */
function assertEvents(terms: LoanTerms, events: readonly EffectiveEvent[]): void {
  const [first] = events;
  if (first === undefined) return;
  const disbursements = events.filter((event) => event.kind === 'disbursement');
  const disbursementDate = disbursements[0]?.effectiveDate ?? '';
  if (first.kind !== 'disbursement') {
    throw new DomainError('payment_before_disbursement', {
      date: first.effectiveDate,
      disbursementDate,
    });
  }
  for (const event of events) {
    if (!('amount' in event) || event.amount.currency === terms.currency) continue;
    const { currency } = event.amount;
    throw new DomainError('currency_mismatch', { expected: terms.currency, actual: currency });
  }
}

function openBook(
  terms: LoanTerms,
  opening: readonly DisbursementEvent[],
  calendar: WorkCalendar,
): Book {
  const date = opening[0]!.effectiveDate;
  assertDisbursements(
    { ...terms, customRows: null, balloon: null },
    opening.map(({ amount }) => ({ date, amount })),
  );
  const frames = buildFrames(terms, date, calendar);
  const plan = planRows(terms, frames, terms.annualRatePpm, terms.grace);
  const book = emptyBook(terms, date, calendar);
  book.disbursedMinor = opening.reduce((total, { amount }) => total + amount.minor, 0n);
  book.scheduledMinor = book.disbursedMinor;
  if (terms.downPaymentPpm > 0) addDownPayment(book, plan[0]!);
  const offset = book.rows.length + 1;
  for (const [index, row] of plan.entries()) {
    book.rows.push(workRow(index + offset, 'installment', row));
  }
  book.anchor =
    terms.firstDueDate === null
      ? { date, number: offset - 1 }
      : { date: terms.firstDueDate, number: offset };
  book.flatBaseMinor = book.scheduledMinor;
  restartRepayment(book, null);
  return book;
}

function emptyBook(terms: LoanTerms, date: IsoDate, calendar: WorkCalendar): Book {
  return {
    terms,
    calendar,
    openedDate: date,
    date,
    day: dayNumber(date),
    rows: [],
    anchor: { date, number: 0 },
    open: 0,
    settled: 0,
    repayment: { levelMinor: null, shareMinor: null, flat: null, smoothed: false },
    annualRatePpm: terms.annualRatePpm,
    flatBaseMinor: 0n,
    scheduledMinor: 0n,
    aheadMinor: 0n,
    fixedMinor: 0n,
    runningInterest: 0n,
    deferredMinor: 0n,
    earnedMinor: 0n,
    poolMinor: 0n,
    shortening: false,
    prepaid: false,
    repriceNext: false,
    pauses: [],
    creditMinor: 0n,
    hasCharges: false,
    charged: { fee: 0n, penalty: 0n },
    chargeLog: [],
    feesThroughDate: date,
    disbursedMinor: 0n,
    refundedMinor: 0n,
    recoveredMinor: 0n,
    capitalized: noAmounts(),
    restructureCount: 0,
    writtenOff: null,
    returnedDate: null,
    closedDate: null,
    projecting: false,
    allocations: [],
  };
}

/** Row 1 of a loan with a down payment is due at once. */
function addDownPayment(book: Book, first: PlanRow): void {
  const { terms } = book;
  const share = BigInt(terms.downPaymentPpm) * book.disbursedMinor;
  const frame = { ...first.frame, periodEnd: book.date, endDay: book.day, dueDate: book.date };
  const row = workRow(1, 'down_payment', { ...first, frame });
  row.principalMinor = divide(share, 1_000_000n, terms.rounding.mode);
  row.closed = true;
  book.scheduledMinor -= row.principalMinor;
  row.balanceMinor = book.scheduledMinor;
  book.rows.push(row);
  book.open = 1;
}

function apply(book: Book, event: EffectiveEvent): void {
  switch (event.kind) {
    case 'disbursement':
      return payOut(book, event.amount.minor);
    case 'payment':
      return applyPayment(book, event);
    case 'prepayment':
      return applyPrepayment(book, event);
    case 'payoff':
      return applyPayoff(book, event);
    case 'charge':
      addCharge(book, event, event.amount.minor, event.dueDate);
      return useCredit(book);
    case 'waiver':
      return waive(book, event);
    case 'rate_change':
      return changeRate(book, event.annualRatePpm);
    case 'terms_change':
      return changeTerms(book, event.change);
    case 'refund':
      book.creditMinor -= event.amount.minor;
      book.refundedMinor += event.amount.minor;
      if (book.creditMinor < 0n) book.closedDate = null;
      return;
    case 'write_off':
      return writeOff(book, event);
    case 'return_to_performing':
      book.returnedDate = event.effectiveDate;
      return;
    case 'recovery':
      return applyRecovery(book, event);
    default:
      return assertNever(event);
  }
}

/** A tranche raises the balance on its date; the open row and those after it repay by a new rule. */
function payOut(book: Book, amountMinor: bigint): void {
  const row = openRow(book);
  if (row === undefined) {
    throw new DomainError('disbursement_outside_term', {
      date: book.date,
      maturityDate: book.rows.at(-1)!.plan.frame.periodEnd,
    });
  }
  book.scheduledMinor += amountMinor;
  book.disbursedMinor += amountMinor;
  book.flatBaseMinor += amountMinor;
  book.closedDate = null;
  const inside = book.day > row.plan.frame.startDay && interestBase(book) > 0n;
  restartRepayment(book, inside ? projectedInterest(book, row) : null);
}

/** Gives up what is owed, at most: after a correction less may be left than was waived. */
function waive(book: Book, { lines }: WaiverEvent): void {
  for (const { component, installmentNumber, amount } of lines) {
    giveUp(book, component, installmentNumber, amount.minor);
  }
  noteClosing(book);
}

/** The whole claim becomes due and stays alive; nothing accrues on it any more. */
function writeOff(book: Book, { effectiveDate }: WriteOffEvent): void {
  const amounts = amountsToEnd(book, 'to_date');
  makeAllDue(book, 'to_date');
  book.writtenOff = { date: effectiveDate, amounts };
}
