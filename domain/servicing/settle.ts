/**
 * What it takes to end a loan on a date: principal, interest up to the date or to the next due date, unpaid fees
 * and penalties. A payoff and a write-off make all of it due at once.
 */
import { minDate } from '../calendar.ts';
import type { LoanTerms } from '../schedule/terms.ts';
import { projectedInterest } from './accrue.ts';
import type { Amounts, Book, WorkRow } from './book.ts';
import {
  enteredInterest,
  flatInterest,
  hasHistory,
  interestOpen,
  interestToDate,
  openRow,
  penaltyOpen,
  principalOutstanding,
} from './book.ts';
import { closeRow } from './close-row.ts';

export type PayoffInterest = LoanTerms['payoffInterest'];

/** What is owed by component if the loan ended on the book's date, money held not counted. */
export function amountsToEnd(book: Book, rule: PayoffInterest): Amounts {
  let interest = endingInterest(book, rule) + book.deferredMinor;
  let penalty = 0n;
  let fee = 0n;
  for (let index = book.settled; index < book.rows.length; index += 1) {
    const row = book.rows[index]!;
    if (row.closed) {
      interest += interestOpen(row);
      penalty += penaltyOpen(book.terms, row);
    } else {
      interest += row.carriedMinor - row.paid.interest - row.waived.interest;
    }
    for (const { component, openMinor } of row.charges) {
      if (component === 'fee') fee += openMinor;
      else penalty += openMinor;
    }
  }
  return {
    principal: principalOutstanding(book),
    interest: interest > 0n ? interest : 0n,
    penalty,
    fee,
  };
}

/** Interest of the open row if it ends now: earned to date, or of its whole period once it has begun. */
function endingInterest(book: Book, rule: PayoffInterest): bigint {
  const row = openRow(book);
  if (row === undefined || principalOutstanding(book) === 0n) return interestToDate(book);
  const hasBegun = book.day > row.plan.frame.startDay;
  if (rule === 'to_date' || !hasBegun) return interestToDate(book);
  return (
    enteredInterest(book, row) ?? flatInterest(book, book.open) ?? projectedInterest(book, row)
  );
}

/**
 * Makes everything due today. What it comes to beyond the money available was computed after the quote: it is
 * given up, penalties first; principal never is.
 */
export function shortenToPayoff(book: Book, availableMinor: bigint): void {
  makeAllDue(book, book.terms.payoffInterest);
  const { principal, interest, penalty, fee } = amountsToEnd(book, 'to_date');
  let short = principal + interest + penalty + fee - availableMinor;
  for (const component of ['penalty', 'interest', 'fee'] as const) {
    if (short > 0n) short -= giveUp(book, component, null, short);
  }
}

/** Ends the plan on the book's date: one last row with all principal and the interest by the rule. */
export function makeAllDue(book: Book, rule: PayoffInterest): void {
  const row = openRow(book);
  if (row === undefined) return;
  const interestMinor = endingInterest(book, rule);
  const before = book.rows[book.open - 1];
  for (const later of book.rows.splice(book.open + 1)) takeOver(row, later);
  const foldsBack =
    before !== undefined &&
    before.plan.frame.dueDate === book.date &&
    interestMinor + book.deferredMinor === 0n &&
    row.carriedMinor === 0n &&
    !hasHistory(row);
  if (foldsBack) return foldInto(book, before);
  const { frame } = row.plan;
  const periodEnd = minDate(frame.periodEnd, book.date);
  const endDay = Math.min(frame.endDay, book.day);
  const dueDate = minDate(frame.dueDate, book.date);
  row.plan = { ...row.plan, frame: { ...frame, periodEnd, endDay, dueDate } };
  closeRow(book, interestMinor);
}

/** What was charged, received ahead or given up on a row that will not come belongs to the one that takes its place. */
function takeOver(row: WorkRow, later: WorkRow): void {
  row.charges.push(...later.charges);
  row.carriedMinor += later.carriedMinor;
  for (const component of ['penalty', 'fee', 'interest', 'principal'] as const) {
    row.paid[component] += later.paid[component];
    row.waived[component] += later.waived[component];
  }
  row.advanceMinor += later.advanceMinor;
  row.lateMinor += later.lateMinor;
  row.lastPaidDate = later.lastPaidDate ?? row.lastPaidDate;
}

/** On a due date the remaining principal joins the row of that date, so that no row of zero days appears. */
function foldInto(book: Book, row: WorkRow): void {
  row.principalMinor += book.scheduledMinor;
  row.balanceMinor = 0n;
  row.paidDate = null;
  book.scheduledMinor = 0n;
  book.rows.length = book.open;
  book.settled = Math.min(book.settled, book.open - 1);
}

/**
 * Gives up to `amountMinor` of a component, oldest rows first or in one row.
 * @returns what was really given up; never more than is owed
 */
export function giveUp(
  book: Book,
  component: 'penalty' | 'interest' | 'fee',
  installmentNumber: number | null,
  amountMinor: bigint,
): bigint {
  let left = amountMinor;
  for (let index = book.settled; index < book.rows.length && left > 0n; index += 1) {
    const row = book.rows[index]!;
    if (installmentNumber !== null && row.number !== installmentNumber) continue;
    left -= giveUpInRow(book, row, component, left);
  }
  return amountMinor - left;
}

function giveUpInRow(
  book: Book,
  row: WorkRow,
  component: 'penalty' | 'interest' | 'fee',
  amountMinor: bigint,
): bigint {
  let left = amountMinor;
  const take = (owed: bigint) => {
    const part = owed < left ? owed : left;
    const given = part > 0n ? part : 0n;
    left -= given;
    row.waived[component] += given;
    return given;
  };
  for (const charge of row.charges) {
    if (charge.component === component) charge.openMinor -= take(charge.openMinor);
  }
  if (component === 'penalty') row.running.waivedMinor += take(penaltyOpen(book.terms, row));
  if (component === 'interest' && row.closed) take(interestOpen(row));
  return amountMinor - left;
}
