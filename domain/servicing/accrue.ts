/**
 * Time passing over a loan. Between two breakpoints nothing changes, so interest of the open row and penalties of
 * each overdue row grow by balance × rate × days, exactly; they are rounded when they become owed or are asked
 * for. At a breakpoint a row falls due, its interest and principal are fixed, and credit held is used.
 */
import type { IsoDate } from '../calendar.ts';
import { dayNumber, minDate } from '../calendar.ts';
import { divide } from '../money.ts';
import { partOf } from '../schedule/parts.ts';
import type { Book, WorkRow } from './book.ts';
import { interestBase, interestDivisor, openRow, rowOpen } from './book.ts';
import {
  chargeLateRows,
  chargeOnDate,
  chargeWithRow,
  lateFeeDate,
  nextDatedFee,
} from './charges.ts';
import { closeRow } from './close-row.ts';
import { accruePenalties } from './penalties.ts';

/** Brings the book to `date`, with every row closed whose date has come. `onDue` runs on each date that asks for money. */
export function advance(book: Book, date: IsoDate, onDue: (book: Book) => void): void {
  arrive(book, onDue);
  while (book.date < date) {
    const next = nextBreak(book, date);
    accrueUntil(book, next);
    book.date = next;
    book.day = dayNumber(next);
    arrive(book, onDue);
  }
}

/** Interest is fixed when the row falls due, or at the end of its period if that comes first. */
export function closeDate(row: WorkRow): IsoDate {
  return minDate(row.plan.frame.periodEnd, row.plan.frame.dueDate);
}

function arrive(book: Book, onDue: (book: Book) => void): void {
  for (let row = openRow(book); row !== undefined; row = openRow(book)) {
    if (closeDate(row) > book.date) break;
    accrueRest(book, row);
    closeRow(book);
    chargeWithRow(book, row);
  }
  chargeOnDate(book);
  chargeLateRows(book);
  skipSettled(book);
  if (book.creditMinor > 0n && !book.projecting) onDue(book);
}

function skipSettled(book: Book): void {
  while (book.settled < book.open && rowOpen(book.terms, book.rows[book.settled]!) === 0n) {
    book.settled += 1;
  }
}

/** The next date on which a balance, a rate or what is due may change, at most `date`. */
function nextBreak(book: Book, date: IsoDate): IsoDate {
  let next = date;
  const open = openRow(book);
  if (open !== undefined) {
    next = earlier(book, open.plan.frame.periodStart, next);
    next = earlier(book, closeDate(open), next);
  }
  for (let index = book.settled; index < book.open; index += 1) {
    const row = book.rows[index]!;
    next = earlier(book, row.plan.frame.dueDate, next);
    const lateDate = lateFeeDate(book, row);
    if (lateDate !== null) next = earlier(book, lateDate, next);
  }
  next = earlier(book, nextDatedFee(book) ?? next, next);
  if (book.creditMinor > 0n) {
    for (const { charges } of book.rows) {
      for (const { dueDate } of charges) next = earlier(book, dueDate, next);
    }
  }
  for (const { until } of book.pauses) next = earlier(book, until, next);
  return next;
}

/** The candidate if it lies between the book's date and `next`. */
function earlier(book: Book, candidate: IsoDate, next: IsoDate): IsoDate {
  return candidate > book.date && candidate < next ? candidate : next;
}

function accrueUntil(book: Book, next: IsoDate): void {
  const toDay = dayNumber(next);
  const row = openRow(book);
  if (row !== undefined && !isPaused(book, 'interest')) accrueInterest(book, row, toDay);
  if (!book.projecting && book.writtenOff === null && !isPaused(book, 'penalty')) {
    accruePenalties(book, toDay);
  }
}

function accrueInterest(book: Book, row: WorkRow, toDay: number): void {
  const { frame, bearsInterest } = row.plan;
  if (!bearsInterest || book.day < frame.startDay) return;
  const until = Math.min(toDay, frame.endDay);
  if (until <= book.day) return;
  const { numerator } = partOf(book.terms.dayCount, frame, book.day, until, book.date);
  book.runningInterest += interestBase(book) * BigInt(book.annualRatePpm * numerator);
}

/** A row due before its period ends owes the interest of the whole period. */
function accrueRest(book: Book, row: WorkRow): void {
  const { frame } = row.plan;
  if (frame.dueDate >= frame.periodEnd || isPaused(book, 'interest')) return;
  accrueInterest(book, row, frame.endDay);
}

function isPaused(book: Book, what: 'interest' | 'penalty'): boolean {
  return book.pauses.some(
    (pause) => pause[what] && pause.from <= book.date && book.date < pause.until,
  );
}

/** Interest the open row will have at the end of its period if nothing more happens. */
export function projectedInterest(book: Book, row: WorkRow): bigint {
  const copy = { ...book };
  accrueInterest(copy, row, row.plan.frame.endDay);
  return (
    copy.fixedMinor +
    divide(copy.runningInterest, interestDivisor(copy, row), book.terms.rounding.mode)
  );
}
