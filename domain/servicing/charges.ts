/**
 * Fees and penalties on rows. Events charge some; the terms charge others by themselves: with each row that falls due, on
 * days of their own, and once on a row that is still unpaid when its grace is over. The latter come and go with a replay, so that a payment
 * found to have arrived in time takes its late fee away, and one that was returned brings it back.
 */
import { addDays, type IsoDate } from '../calendar.ts';
import { datedRules, nextFeeDate } from '../schedule/dated-fees.ts';
import { installmentFees } from '../schedule/installment-fees.ts';
import type { Book, WorkRow } from './book.ts';
import { interestOpen, openRow, principalOpen, principalOutstanding, rowOpen } from './book.ts';
import { computeFee, rowHistoryOf, type ChargedFee } from './fees.ts';

/** Adds a fee or penalty to the row whose period contains its due date. */
export function addCharge(
  book: Book,
  { component, code }: Pick<ChargedFee, 'component' | 'code'>,
  amountMinor: bigint,
  dueDate: IsoDate,
): void {
  const index = rowIndexOf(book, dueDate);
  const row = book.rows[index]!;
  const { date } = book;
  put(book, row, { component, code, date, amountMinor, installmentNumber: row.number }, dueDate);
  book.closedDate = null;
  if (index < book.settled) book.settled = index;
}

function rowIndexOf({ rows }: Book, dueDate: IsoDate): number {
  const at = rows.findIndex(({ plan }) => dueDate <= plan.frame.dueDate);
  return at === -1 ? rows.length - 1 : at;
}

/** Records a charge on a row, due on a date. */
function put(book: Book, row: WorkRow, charge: ChargedFee, dueDate: IsoDate): void {
  const { component, amountMinor } = charge;
  row.charges.push({ component, dueDate, amountMinor, openMinor: amountMinor });
  row.paidDate = null;
  book.hasCharges = true;
  book.charged[component] += amountMinor;
  book.chargeLog.push(charge);
}

/** A row has fallen due: what the terms charge with it is due with it. */
export function chargeWithRow(book: Book, row: WorkRow): void {
  const { fees, rounding } = book.terms;
  if (fees === undefined || row.kind !== 'installment' || book.writtenOff !== null) return;
  const { number, principalMinor, interestMinor, balanceMinor } = row;
  const { dueDate } = row.plan.frame;
  const charges = installmentFees(
    fees,
    { number, dueDate, principalMinor, interestMinor, balanceMinor },
    { charged: book.chargeLog, disbursedMinor: book.disbursedMinor, mode: rounding.mode },
  );
  for (const charge of charges) put(book, row, charge, dueDate);
}

/** The next day on which the terms charge something of themselves; null without one. */
export function nextDatedFee({ terms, openedDate, feesThroughDate }: Book): IsoDate | null {
  let next: IsoDate | null = null;
  for (const { days } of datedRules(terms.fees)) {
    const date = nextFeeDate(days, openedDate, feesThroughDate);
    if (date !== null && (next === null || date < next)) next = date;
  }
  return next;
}

/** What the terms charge on the book's date, while the loan runs. */
export function chargeOnDate(book: Book): void {
  const { terms, openedDate, feesThroughDate: after, date } = book;
  if (terms.fees === undefined || after >= date) return;
  book.feesThroughDate = date;
  const late = pastDue(book);
  // Principal that falls due on the day itself is no longer outstanding: whoever pays on time is not charged for it.
  const owedMinor = book.scheduledMinor - book.aheadMinor + late.principal;
  if (openRow(book) === undefined || owedMinor <= 0n || book.writtenOff !== null) return;
  for (const rule of datedRules(terms.fees)) {
    if (nextFeeDate(rule.days, openedDate, after) !== date) continue;
    const bases = {
      disbursed_amount: book.disbursedMinor,
      outstanding_principal: owedMinor,
      overdue_principal: late.principal,
      overdue_installment: late.principal + late.interest,
    };
    const { number } = book.rows[rowIndexOf(book, date)]!;
    const history = rowHistoryOf(rule.code, book.chargeLog, { number, date });
    const { amountMinor } = computeFee(rule, bases, history, terms.rounding.mode);
    const charge = { component: 'fee', code: rule.code } as const;
    if (amountMinor > 0n) addCharge(book, charge, amountMinor, date);
  }
}

/** What is past due, nothing of it beyond the business date: there everything counts as paid on its day. */
function pastDue({ projecting, rows, settled, open, date }: Book) {
  let principal = 0n;
  let interest = 0n;
  for (const row of projecting ? [] : rows.slice(settled, open)) {
    if (row.plan.frame.dueDate >= date) continue;
    principal += principalOpen(row);
    interest += interestOpen(row);
  }
  return { principal, interest };
}

/** The first day on which a payment of the row is late for good; null where the terms charge nothing for it. */
export function lateFeeDate({ terms }: Book, { plan }: WorkRow): IsoDate | null {
  const { fees, penalty } = terms;
  if (fees === undefined || !fees.some(({ timing }) => timing === 'on_late_payment')) return null;
  return addDays(plan.frame.dueDate, penalty.graceDays + 1);
}

/** Charges each row once on that day, on what is then unpaid of it. */
export function chargeLateRows(book: Book): void {
  if (book.terms.fees === undefined || book.projecting || book.writtenOff !== null) return;
  for (let index = book.settled; index < book.open; index += 1) {
    const row = book.rows[index]!;
    if (row.lateChecked || lateFeeDate(book, row) !== book.date) continue;
    row.lateChecked = true;
    const trifle = book.terms.materiality?.minor ?? 0n;
    if (rowOpen(book.terms, row) > trifle) chargeLateRow(book, row);
  }
}

/** Due at once, on the row that is late. */
function chargeLateRow(book: Book, row: WorkRow): void {
  const { fees = [], rounding } = book.terms;
  const { date } = book;
  const bases = {
    disbursed_amount: book.disbursedMinor,
    outstanding_principal: principalOutstanding(book),
    overdue_principal: principalOpen(row),
    overdue_installment: principalOpen(row) + interestOpen(row),
    principal_and_interest: row.principalMinor + row.interestMinor,
  };
  for (const rule of fees) {
    if (rule.timing !== 'on_late_payment') continue;
    const { code } = rule;
    const installmentNumber = row.number;
    const history = rowHistoryOf(code, book.chargeLog, { number: installmentNumber, date });
    const { amountMinor } = computeFee(rule, bases, history, rounding.mode);
    if (amountMinor <= 0n) continue;
    put(book, row, { code, component: 'fee', date, installmentNumber, amountMinor }, date);
  }
}
