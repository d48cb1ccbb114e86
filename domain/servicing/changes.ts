/**
 * Changes of a running loan: rate, dates, term, relief and restructure. Each is effective from a date; rows that
 * have fallen due keep their history, and the rows still open follow the new terms.
 */
import type { IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { buildFrames, periodsFrom } from '../schedule/frames.ts';
import type { Frame, FrameTerms } from '../schedule/frames.ts';
import { planRows, repriceRow } from '../schedule/plan.ts';
import type { PlanRow } from '../schedule/plan.ts';
import type { Grace } from '../schedule/terms.ts';
import { assertTerms } from '../schedule/validate.ts';
import type { Book } from './book.ts';
import { fixStretch, openRow, workRow } from './book.ts';
import { restartRepayment } from './close-row.ts';
import type { TermsChange } from './events.ts';
import { restructure } from './restructure.ts';

export function changeRate(book: Book, annualRatePpm: number): void {
  assertTerms({ ...book.terms, annualRatePpm });
  book.annualRatePpm = annualRatePpm;
  for (let index = book.open; index < book.rows.length; index += 1) {
    const row = book.rows[index]!;
    row.plan = repriceRow(row.plan, annualRatePpm);
  }
  const row = openRow(book);
  // The open row keeps its level amount; the new one begins with the next row.
  if (row !== undefined && row.plan.frame.startDay >= book.day) restartRepayment(book, null);
  else book.repriceNext = true;
}

export function changeTerms(book: Book, change: TermsChange): void {
  switch (change.type) {
    case 'due_date_move':
      return moveDueDates(book, change.nextDueDate);
    case 'extension':
      return extend(book, change.extraInstallments);
    case 'restructure':
      return restructure(book, change);
    case 'interest_only':
      return relieve(book, change.rows, false);
    case 'payment_holiday':
      return relieve(book, change.rows, true);
    case 'pause': {
      const { untilDate, interest, penalty } = change;
      book.pauses = [...book.pauses, { from: book.date, until: untilDate, interest, penalty }];
      return;
    }
  }
}

/** The open row ends on the new date, and the rows after it count from there. */
function moveDueDates(book: Book, nextDueDate: IsoDate): void {
  const periodStart = openRow(book)?.plan.frame.periodStart ?? book.date;
  if (nextDueDate <= periodStart || nextDueDate <= book.date) {
    throw new DomainError('due_date_not_later', { nextDueDate, periodStart });
  }
  const open = book.rows.length - book.open;
  replaceOpenRows(book, { anchor: nextDueDate, count: open });
}

/** More rows after the last, counted from the anchor the rows already have. */
function extend(book: Book, extraInstallments: number): void {
  const row = openRow(book);
  if (row === undefined) return;
  assertTerms({ ...book.terms, installments: extraInstallments, grace: noGrace });
  const single = book.terms.method === 'single';
  const count = book.rows.length - book.open + (single ? 0 : extraInstallments);
  const nextEnd = regularEnd(book, row.number);
  const anchor = single
    ? periodsFrom(nextEnd, extraInstallments, book.terms.every, book.terms.monthEnd)
    : nextEnd;
  replaceOpenRows(book, { anchor, count });
}

const noGrace: Grace = { principal: 0, interest: 0, interestFree: 0 };

/** The end of the open row's period before any shift, as its anchor gives it. */
function regularEnd(book: Book, number: number): IsoDate {
  const known = book.anchor;
  const { every, monthEnd, method, installments } = book.terms;
  if (method === 'single') return periodsFrom(known.date, installments, every, monthEnd);
  return periodsFrom(known.date, number - known.number, every, monthEnd);
}

/** Rebuilds the open rows so that the first ends on `anchor`; their grace, charges and money stay with them. */
function replaceOpenRows(book: Book, { anchor, count }: { anchor: IsoDate; count: number }): void {
  const row = openRow(book);
  if (row === undefined) return;
  fixStretch(book);
  const frames = framesFrom(book, row.plan.frame.periodStart, anchor, count);
  const plans = planRows(book.terms, frames, book.annualRatePpm, remainingGrace(book));
  for (const [index, plan] of plans.entries()) {
    const existing = book.rows[book.open + index];
    if (existing === undefined) book.rows.push(workRow(row.number + index, 'installment', plan));
    else existing.plan = plan;
  }
  book.anchor = { date: anchor, number: row.number };
  restartRepayment(book, null);
}

function framesFrom(book: Book, start: IsoDate, anchor: IsoDate, count: number): readonly Frame[] {
  const { terms, calendar } = book;
  const method = terms.method === 'single' ? 'interest_first' : terms.method;
  const plain: FrameTerms = {
    ...terms,
    method,
    customRows: null,
    installments: count,
    firstDueDate: anchor,
  };
  return buildFrames(plain, start, calendar);
}

function remainingGrace(book: Book): Grace {
  const open = book.rows.slice(book.open).map(({ plan }) => plan);
  const leading = (holds: (plan: PlanRow) => boolean) => {
    const at = open.findIndex((plan) => !holds(plan));
    return at === -1 ? open.length : at;
  };
  return {
    principal: leading((plan) => !plan.repaysPrincipal),
    interest: leading((plan) => plan.defersInterest),
    interestFree: leading((plan) => !plan.bearsInterest),
  };
}

/** The next rows repay no principal, or nothing at all; the last row always repays. */
function relieve(book: Book, rows: number, defers: boolean): void {
  const end = Math.min(book.open + rows, book.rows.length - 1);
  for (let index = book.open; index < end; index += 1) {
    const row = book.rows[index]!;
    const defersInterest = row.plan.defersInterest || defers;
    row.plan = { ...row.plan, repaysPrincipal: false, defersInterest };
  }
  restartRepayment(book, null);
}
