/**
 * A row falls due: its interest and principal become owed. The row expects principal by its repayment rule, less
 * what an earlier prepayment took over; principal paid ahead beyond that works on the rows after it by the
 * prepayment strategy.
 */
import { invariant } from '../invariant.ts';
import { divide } from '../money.ts';
import { expectedPrincipal, planRepayment } from '../schedule/plan.ts';
import type { PrepaymentStrategy } from '../schedule/terms.ts';
import type { Book, WorkRow } from './book.ts';
import { enteredInterest, flatInterest, hasHistory, interestDivisor, rowOpen } from './book.ts';

/**
 * Closes the open row at the book's date and opens the next one.
 * @param given interest of the row where a payoff or a write-off ends it early; null: by the terms
 */
export function closeRow(book: Book, given: bigint | null = null): void {
  const row = book.rows[book.open]!;
  const interest = rowInterest(book, row, given);
  const isLast = book.open === book.rows.length - 1;
  const expected = expectation(book, row, interest, isLast);
  const ahead = row.paid.principal;
  row.principalMinor = expected > ahead ? expected : ahead;
  book.scheduledMinor -= row.principalMinor;
  invariant(book.scheduledMinor >= 0n, 'a row repays no more than the balance');
  book.aheadMinor -= ahead;
  row.balanceMinor = book.scheduledMinor;
  const endsHere = isLast || (endsEarly(book) && !hasLaterHistory(book));
  dueInterest(book, row, interest, endsHere);
  row.closed = true;
  book.open += 1;
  if (endsHere) dropEmptyRows(book);
  book.earnedMinor += interest;
  if (book.repriceNext) reprice(book);
  if (ahead > expected) applyExcess(book, ahead - expected, row.strategy ?? book.terms.prepayment);
  if (rowOpen(book.terms, row) === 0n) row.paidDate = row.lastPaidDate ?? book.date;
}

/** Principal prepaid beyond what its row expected acts on the rows that are still open. */
export function applyExcess(book: Book, excess: bigint, strategy: PrepaymentStrategy): void {
  book.prepaid = true;
  if (strategy === 'next_installments') book.poolMinor += excess;
  if (strategy === 'reduce_term') book.shortening = true;
  if (strategy === 'reduce_installment') restartRepayment(book, null);
  if (endsEarly(book) && !owesOpenRow(book)) dropEmptyRows(book);
}

/** Computes the repayment rule anew for the open rows on the balance still scheduled. */
export function restartRepayment(book: Book, firstInterestMinor: bigint | null): void {
  if (book.open >= book.rows.length || book.scheduledMinor === 0n) return;
  book.repayment = planRepayment(book.terms, {
    rows: book.rows.map((row) => row.plan),
    from: book.open,
    balanceMinor: book.scheduledMinor,
    annualRatePpm: book.annualRatePpm,
    flatBaseMinor: book.flatBaseMinor,
    firstInterestMinor,
  });
}

function reprice(book: Book): void {
  book.repriceNext = false;
  restartRepayment(book, null);
}

function rowInterest(book: Book, row: WorkRow, early: bigint | null): bigint {
  const given = early ?? enteredInterest(book, row) ?? flatInterest(book, book.open);
  const running = divide(
    book.runningInterest,
    interestDivisor(book, row),
    book.terms.rounding.mode,
  );
  const interest = given ?? book.fixedMinor + running;
  book.fixedMinor = 0n;
  book.runningInterest = 0n;
  return interest;
}

function expectation(book: Book, row: WorkRow, interest: bigint, isLast: boolean): bigint {
  // What has been paid ahead on later rows is theirs to repay.
  const balance = book.scheduledMinor - (book.aheadMinor - row.paid.principal);
  const custom = customPrincipal(book, row);
  if (isLast) return balance;
  if (custom !== null) return custom < balance ? custom : balance;
  const normal = expectedPrincipal(
    book.repayment,
    { repays: row.plan.repaysPrincipal, isLast },
    interest,
    balance,
  );
  const taken = book.poolMinor < normal ? book.poolMinor : normal;
  // With a shorter term the row whose level amount covers the balance is the last: nothing is left for a pool.
  if (book.shortening && normal === balance) return balance;
  book.poolMinor -= taken;
  return normal - taken;
}

function customPrincipal(book: Book, row: WorkRow): bigint | null {
  const offset = book.rows[0]!.kind === 'down_payment' ? 2 : 1;
  return book.terms.customRows?.[row.number - offset]?.principal.minor ?? null;
}

/** After a prepayment rows without anything left to repay do not appear. */
function endsEarly(book: Book): boolean {
  return book.prepaid && book.scheduledMinor === 0n;
}

/** Rows ahead on which money was received, a charge stands or interest of earlier rows waits. */
function hasLaterHistory(book: Book): boolean {
  return book.rows.slice(book.open + 1).some(mustStay);
}

function mustStay(row: WorkRow): boolean {
  return row.carriedMinor > 0n || hasHistory(row);
}

function dropEmptyRows(book: Book): void {
  const lastWithHistory = book.rows.findLastIndex(mustStay);
  book.rows.length = Math.max(book.open, lastWithHistory + 1);
}

function owesOpenRow(book: Book): boolean {
  const row = book.rows[book.open];
  if (row === undefined) return false;
  return (
    book.fixedMinor > 0n || book.runningInterest > 0n || book.deferredMinor > 0n || mustStay(row)
  );
}

/**
 * What the row owes now and what waits. Interest that was received ahead stays with its row even if a later change
 * lowered or deferred it.
 */
function dueInterest(book: Book, row: WorkRow, interest: bigint, endsHere: boolean): void {
  const received = row.paid.interest + row.waived.interest;
  const defers = row.plan.defersInterest && !endsHere;
  const owed = interest + row.carriedMinor + (defers ? 0n : book.deferredMinor);
  if (received > owed) book.earnedMinor += received - owed;
  const waits = owed > received ? owed - received : 0n;
  row.interestMinor = defers ? received : received + waits;
  book.deferredMinor = defers ? book.deferredMinor + waits : 0n;
  row.carriedMinor = 0n;
}
