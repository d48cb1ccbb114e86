/**
 * Penalty interest 罚息 on overdue principal and compound interest 复利 on overdue interest, from the due date of
 * each row: actual days, penalty rate ÷ the days of the penalty year, one exact sum per row. With
 * `contract_plus_penalty` the contract interest goes on in the schedule and the penalty is the uplift alone; after
 * the last row there is no schedule left, so the uplift is charged on top of the contract rate. 银发〔2003〕251号
 * gives both rules: check the official text before relying on it.
 */
import { dayNumber } from '../calendar.ts';
import { divide } from '../money.ts';
import type { LoanTerms } from '../schedule/terms.ts';
import type { Book, WorkRow } from './book.ts';
import { interestOpen, penaltyOpen, principalOpen, rowOpen } from './book.ts';

/** Lets the penalties of all overdue rows grow from the book's day to `toDay`. */
export function accruePenalties(book: Book, toDay: number): void {
  if (
    book.terms.penalty.upliftPpm === 0 &&
    book.terms.overdueInterest === 'contract_plus_penalty'
  ) {
    return;
  }
  const ratePpm = BigInt(penaltyRatePpm(book));
  if (ratePpm === 0n || isTrifle(book)) return;
  for (let index = book.settled; index < book.open; index += 1) {
    const row = book.rows[index]!;
    const days = bearingDays(book.terms, dayNumber(row.plan.frame.dueDate), book.day, toDay);
    if (days > 0) accrueRow(book, row, ratePpm, days);
  }
}

/** An unpaid remainder that does not make the loan past due bears no penalty either. */
function isTrifle(book: Book): boolean {
  const { materiality } = book.terms;
  if (materiality === null) return false;
  let unpaid = 0n;
  for (let index = book.settled; index < book.open; index += 1) {
    const row = book.rows[index]!;
    if (row.plan.frame.dueDate <= book.date) unpaid += rowOpen(book.terms, row);
  }
  return unpaid <= materiality.minor;
}

/** Contract rate × (1 + uplift), or the uplift's part alone; whole ppm, half up. */
export function penaltyRatePpm(book: Book): number {
  const { terms, annualRatePpm } = book;
  const { upliftPpm } = terms.penalty;
  const hasContractInterest =
    terms.overdueInterest === 'contract_plus_penalty' && book.open < book.rows.length;
  const share = BigInt(hasContractInterest ? upliftPpm : 1_000_000 + upliftPpm);
  return Number(divide(BigInt(annualRatePpm) * share, 1_000_000n, 'half_up'));
}

/**
 * Days from `fromDay` to `toDay` that bear a penalty. Inside the grace none do; on the first day after it those
 * of the grace count back if the penalty starts from the due date, on what is still unpaid then.
 */
function bearingDays(terms: LoanTerms, dueDay: number, fromDay: number, toDay: number): number {
  const { graceDays, startsFrom } = terms.penalty;
  const graceEnd = dueDay + graceDays;
  if (toDay <= graceEnd || toDay <= dueDay) return 0;
  const start = Math.max(fromDay, graceEnd);
  const countsBack = startsFrom === 'due_date' && fromDay <= graceEnd;
  return toDay - start + (countsBack ? graceDays : 0);
}

function accrueRow(book: Book, row: WorkRow, ratePpm: bigint, days: number): void {
  const { penalty } = book.terms;
  const { running } = row;
  const limit = chargeLimit(book, row);
  const onPrincipal = ratePpm * principalOpen(row);
  let room = limit === null ? null : limit - onPrincipal;
  running.onPrincipal += (room !== null && room < 0n ? limit! : onPrincipal) * BigInt(days);
  if (room !== null && room < 0n) {
    running.capped -= room * BigInt(days);
    room = 0n;
  }
  if (penalty.compoundOnInterest) {
    const onInterest = ratePpm * interestOpen(row);
    const charged = room !== null && onInterest > room ? room : onInterest;
    running.onInterest += charged * BigInt(days);
    running.capped += (onInterest - charged) * BigInt(days);
    if (room !== null) room -= charged;
  }
  if (penalty.compoundOnPenalty) compoundDaily(book, row, ratePpm, days, room);
}

/** Interest-like charges of a row per day, in minor units × ppm, or null without a limit. */
function chargeLimit(book: Book, row: WorkRow): bigint | null {
  const { maxChargeRatePpm, overdueInterest } = book.terms;
  if (maxChargeRatePpm === null) return null;
  const contract = overdueInterest === 'contract_plus_penalty' && book.open < book.rows.length;
  const left = maxChargeRatePpm - (contract ? book.annualRatePpm : 0);
  return BigInt(Math.max(left, 0)) * principalOpen(row);
}

/** Penalty on unpaid penalty grows day by day, for its base does. */
function compoundDaily(
  book: Book,
  row: WorkRow,
  ratePpm: bigint,
  days: number,
  room: bigint | null,
): void {
  for (let day = 0; day < days; day += 1) {
    const onPenalty = ratePpm * penaltyOpen(book.terms, row);
    const charged = room !== null && onPenalty > room ? room : onPenalty;
    row.running.onPenalty += charged;
    row.running.capped += onPenalty - charged;
  }
}
