/** What is owed on a loan, due by due, as a waterfall needs it; each due knows where its payment is recorded. */
import type { IsoDate } from '../calendar.ts';
import type { Component } from '../schedule/terms.ts';
import type { Due } from './allocation.ts';
import type { Book, Charge, WorkRow } from './book.ts';
import {
  flatInterest,
  hasFixedInterest,
  interestOpen,
  penaltyOpen,
  principalOpen,
} from './book.ts';

/** A due that knows where its payment is to be recorded. */
export type OpenDue = Due & { readonly row: WorkRow; readonly charge: Charge | null };

/** Everything owed on the book's date, rows in order. Open rows add what is fixed: charges, and flat interest. */
export function openDues(book: Book): readonly OpenDue[] {
  const dues: OpenDue[] = [];
  const fixed = hasFixedInterest(book.terms);
  let room = book.scheduledMinor - book.aheadMinor;
  const end = fixed || book.hasCharges ? book.rows.length : book.open;
  for (let index = book.settled; index < end; index += 1) {
    const row = book.rows[index]!;
    for (const charge of row.charges) {
      const { component, openMinor, dueDate } = charge;
      if (openMinor > 0n) dues.push(dueOf(row, component, openMinor, dueDate, charge));
    }
    if (row.closed)
      pushDues(dues, row, penaltyOpen(book.terms, row), interestOpen(row), principalOpen(row));
    else if (fixed) room -= pushAhead(dues, book, index, room);
  }
  return dues;
}

function dueOf(
  row: WorkRow,
  component: Component,
  amountMinor: bigint,
  dueDate: IsoDate,
  charge: Charge | null,
): OpenDue {
  return { installmentNumber: row.number, component, dueDate, amountMinor, row, charge };
}

function pushDues(
  dues: OpenDue[],
  row: WorkRow,
  penalty: bigint,
  interest: bigint,
  principal: bigint,
): void {
  const { dueDate } = row.plan.frame;
  if (penalty > 0n) dues.push(dueOf(row, 'penalty', penalty, dueDate, null));
  if (interest > 0n) dues.push(dueOf(row, 'interest', interest, dueDate, null));
  if (principal > 0n) dues.push(dueOf(row, 'principal', principal, dueDate, null));
}

/** @returns the principal it added, at most what no payment has covered yet */
function pushAhead(dues: OpenDue[], book: Book, index: number, room: bigint): bigint {
  const row = book.rows[index]!;
  const ahead = fixedRow(book, index);
  const interest = ahead.interestMinor - row.paid.interest - row.waived.interest;
  const unpaid = ahead.principalMinor - row.paid.principal;
  const principal = unpaid < room ? unpaid : room;
  pushDues(dues, row, 0n, interest, principal);
  return principal > 0n ? principal : 0n;
}

/** Interest and principal that an open row of a flat loan will have. */
function fixedRow(book: Book, index: number) {
  const { shareMinor, levelMinor } = book.repayment;
  const row = book.rows[index]!;
  const isLast = index === book.rows.length - 1;
  const own = flatInterest(book, index) ?? 0n;
  const before = book.rows.slice(book.open, index);
  const each = shareMinor ?? (levelMinor ?? 0n) - own;
  const repaid = each * BigInt(before.filter(({ plan }) => plan.repaysPrincipal).length);
  const rest = repaid < book.scheduledMinor ? book.scheduledMinor - repaid : 0n;
  const wanted = isLast ? rest : row.plan.repaysPrincipal ? each : 0n;
  return {
    interestMinor: row.plan.defersInterest && !isLast ? 0n : own + deferredBefore(book, index),
    principalMinor: wanted < rest ? wanted : rest,
  };
}

/** Interest of deferring rows that falls due with the first row after them. */
function deferredBefore(book: Book, index: number): bigint {
  let total = book.rows[index]!.carriedMinor;
  let at = index - 1;
  for (; at >= book.open && book.rows[at]!.plan.defersInterest; at -= 1) {
    total += (flatInterest(book, at) ?? 0n) + book.rows[at]!.carriedMinor;
  }
  return at < book.open ? total + book.deferredMinor : total;
}
