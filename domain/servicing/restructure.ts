/**
 * Restructure 重组: from a date on, all principal outstanding follows a new plan. For each overdue component the
 * contract says what becomes of it: it joins the principal, it is due without interest with the last or the first
 * new row, or it is given up. Rows of the past keep what was paid on them.
 */
import { minDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { sum } from '../money.ts';
import { buildFrames } from '../schedule/frames.ts';
import { planRows } from '../schedule/plan.ts';
import { assertTerms } from '../schedule/validate.ts';
import type { Book, Charge, WorkRow } from './book.ts';
import {
  interestOpen,
  hasHistory,
  interestToDate,
  noAmounts,
  openRow,
  penaltyOpen,
  principalOpen,
  workRow,
} from './book.ts';
import type { TermsChange } from './events.ts';
import { restartRepayment } from './close-row.ts';
import { giveUp } from './settle.ts';

type Restructure = Extract<TermsChange, { readonly type: 'restructure' }>;

/** @throws DomainError what `buildSchedule` refuses of rows, rate, grace and first due date */
export function restructure(book: Book, change: Restructure): void {
  assertNewTerms(book, change);
  const { arrears } = change;
  const moved = noAmounts();
  for (const component of ['interest', 'penalty', 'fee'] as const) {
    if (arrears[component] === 'waive') giveUp(book, component, null, everything(book));
    else moved[component] = takeOut(book, component);
  }
  moved.principal = takeOutPrincipal(book);
  const charges = takeOpenCharges(book);
  const accrued = interruptOpenRow(book);
  startNewPlan(book, change, moved.principal + capitalize(book, arrears, moved), charges);
  const last = book.rows.at(-1)!;
  const first = book.rows[book.open]!;
  book.deferredMinor += accrued;
  for (const component of ['interest', 'penalty', 'fee'] as const) {
    const treatment = arrears[component];
    if (treatment === 'first_installment') carry(book, component, moved[component], first);
    if (treatment === 'carry') carry(book, component, moved[component], last);
  }
  book.restructureCount += 1;
}

function assertNewTerms(book: Book, change: Restructure): void {
  const { installments, firstDueDate, grace } = change;
  const annualRatePpm = change.annualRatePpm ?? book.annualRatePpm;
  assertTerms({
    ...book.terms,
    installments,
    firstDueDate,
    grace,
    annualRatePpm,
    customRows: null,
  });
  if (firstDueDate !== null && firstDueDate <= book.date) {
    throw new DomainError('first_due_date_too_early', {
      firstDueDate,
      disbursementDate: book.date,
    });
  }
}

/** More than any row can owe. */
function everything(book: Book): bigint {
  return 10n ** 18n + book.disbursedMinor;
}

/** Takes what is owed of a component out of the closed rows, so that it can be owed elsewhere. */
function takeOut(book: Book, component: 'interest' | 'penalty' | 'fee'): bigint {
  let total = 0n;
  for (let index = book.settled; index < book.open; index += 1) {
    const row = book.rows[index]!;
    if (component === 'interest') {
      total += interestOpen(row);
      row.interestMinor -= interestOpen(row);
    }
    if (component === 'penalty') {
      const open = penaltyOpen(book.terms, row);
      total += open;
      row.running.movedMinor += open;
    }
    total += takeCharges(row, component);
  }
  return total;
}

function takeCharges(row: WorkRow, component: 'interest' | 'penalty' | 'fee'): bigint {
  let total = 0n;
  for (const charge of row.charges) {
    if (charge.component !== component) continue;
    total += charge.openMinor;
    charge.amountMinor -= charge.openMinor;
    charge.openMinor = 0n;
  }
  return total;
}

/** Charges not yet due on open rows, which the new plan's first row takes over. */
function takeOpenCharges(book: Book): readonly Charge[] {
  const taken: Charge[] = [];
  for (const row of book.rows.slice(book.open)) {
    for (const charge of row.charges) {
      if (charge.openMinor === 0n) continue;
      const { component, dueDate, openMinor } = charge;
      taken.push({ component, dueDate, amountMinor: openMinor, openMinor });
      charge.amountMinor -= openMinor;
      charge.openMinor = 0n;
    }
  }
  return taken;
}

function takeOutPrincipal(book: Book): bigint {
  let total = 0n;
  for (let index = book.settled; index < book.open; index += 1) {
    const row = book.rows[index]!;
    const open = principalOpen(row);
    total += open;
    row.principalMinor -= open;
    row.paidDate ??= book.date;
  }
  return total;
}

/**
 * The open row ends today: its interest to date is due with the first new row. What has been paid ahead stays on
 * the row it was paid for, which remains for it.
 */
function interruptOpenRow(book: Book): bigint {
  if (openRow(book) === undefined) return 0n;
  const interest = interestToDate(book);
  const carried = sum(book.rows.slice(book.open).map((row) => row.carriedMinor));
  let received = 0n;
  book.fixedMinor = 0n;
  book.runningInterest = 0n;
  book.earnedMinor += interest;
  const kept = book.rows.splice(book.open).filter(hasHistory);
  for (const row of kept) {
    book.rows.push(row);
    received += row.paid.interest + row.waived.interest;
    endRow(book, row);
  }
  return interest + carried - received;
}

function endRow(book: Book, row: WorkRow): void {
  row.principalMinor = row.paid.principal;
  row.interestMinor = row.paid.interest + row.waived.interest;
  book.scheduledMinor -= row.paid.principal;
  book.aheadMinor -= row.paid.principal;
  row.balanceMinor = book.scheduledMinor;
  const { frame } = row.plan;
  const startDay = Math.min(frame.startDay, book.day);
  const periodStart = minDate(frame.periodStart, book.date);
  const ended = { periodStart, startDay, periodEnd: book.date, endDay: book.day };
  row.plan = { ...row.plan, frame: { ...frame, ...ended, dueDate: book.date } };
  row.closed = true;
  row.paidDate = book.date;
  book.open += 1;
}

function capitalize(
  book: Book,
  arrears: Restructure['arrears'],
  moved: { readonly interest: bigint; readonly penalty: bigint; readonly fee: bigint },
): bigint {
  let total = 0n;
  for (const component of ['interest', 'penalty', 'fee'] as const) {
    if (arrears[component] !== 'capitalize') continue;
    total += moved[component];
    book.capitalized[component] += moved[component];
    book.capitalized.principal += moved[component];
  }
  return total;
}

function startNewPlan(
  book: Book,
  change: Restructure,
  movedMinor: bigint,
  charges: readonly Charge[],
): void {
  const { installments, firstDueDate, annualRatePpm, grace } = change;
  book.terms = {
    ...book.terms,
    installments,
    firstDueDate,
    grace,
    customRows: null,
    balloon: null,
  };
  book.annualRatePpm = annualRatePpm ?? book.annualRatePpm;
  book.scheduledMinor += movedMinor;
  book.flatBaseMinor = book.scheduledMinor;
  book.poolMinor = 0n;
  book.shortening = false;
  book.repriceNext = false;
  const frames = buildFrames(book.terms, book.date, book.calendar);
  const number = (book.rows.at(-1)?.number ?? 0) + 1;
  for (const [index, plan] of planRows(book.terms, frames, book.annualRatePpm, grace).entries()) {
    book.rows.push(workRow(number + index, 'installment', plan));
  }
  book.rows[book.open]!.charges.push(...charges);
  // The k-th due date lies k periods after the anchor; with a first due date that date is the anchor of row 1.
  book.anchor =
    firstDueDate === null
      ? { date: book.date, number: number - 1 }
      : { date: firstDueDate, number };
  restartRepayment(book, null);
}

function carry(
  book: Book,
  component: 'interest' | 'penalty' | 'fee',
  amountMinor: bigint,
  row: WorkRow,
): void {
  if (amountMinor === 0n) return;
  if (component === 'interest') {
    row.carriedMinor += amountMinor;
    return;
  }
  const { dueDate } = row.plan.frame;
  book.hasCharges = true;
  row.charges.push({ component, dueDate, amountMinor, openMinor: amountMinor });
}
