/** What the product of a loan says of a payment before it is recorded: whether it is meant, whether it may come early. */
import type { Kysely, Transaction } from 'kysely';
import { findDisbursementInFlight } from '../../db/queries/drawings.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { listInstallments } from '../../db/queries/installments.ts';
import { listLoanEvents, readProductOfLoan, type Loan } from '../../db/queries/loans.ts';
import { listUnappliedPayments } from '../../db/queries/payments.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { sum, type Money } from '../../domain/money.ts';
import { servicingRulesOf } from '../../domain/origination/product.ts';
import type { PrepaymentStrategy } from '../../domain/schedule/terms.ts';
import {
  assertMayPrepay,
  largestPlausible,
  prepaymentFee,
} from '../../domain/servicing/early-payment.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';

type Arriving = { readonly amount: Money; readonly effectiveDate: IsoDate };

/** @throws DomainError `payment_implausible` */
export async function assertPlausible(
  trx: Transaction<DB>,
  loan: Loan,
  payment: Arriving & { readonly quoted: Money | null },
): Promise<void> {
  const largest = await findLargest(trx, loan, payment);
  const { amount } = payment;
  if (largest !== null && amount.minor > largest.minor)
    throw new DomainError('payment_implausible', { amount, largest });
}

/** Whether so much money can be meant for the loan. */
export async function isPlausible(
  trx: Transaction<DB>,
  loan: Loan,
  payment: Arriving,
): Promise<boolean> {
  const largest = await findLargest(trx, loan, { ...payment, quoted: null });
  return largest === null || payment.amount.minor <= largest.minor;
}

/** Null where the product sets no limit. Stored rows lack the penalties of the last days: a second look replays. */
async function findLargest(
  trx: Transaction<DB>,
  loan: Loan,
  { amount, effectiveDate, quoted }: Arriving & { readonly quoted: Money | null },
): Promise<Money | null> {
  const rules = await rulesOf(trx, loan);
  if (rules === null) return null;
  const stored = await listInstallments(trx, loan.loanId);
  const owedMinor = sum(stored.map(({ outstandingMinor }) => outstandingMinor));
  const atLeast = (minor: bigint) =>
    quoted !== null && quoted.minor > minor ? quoted.minor : minor;
  const largest = largestPlausible(rules, atLeast(owedMinor));
  if (amount.minor <= largest.minor) return largest;
  const { rows } = await stateOn(trx, loan, effectiveDate);
  return largestPlausible(rules, atLeast(sum(rows.map((row) => row.outstandingMinor))));
}

/** A loan is not prepaid or paid off while another part of it may be arriving. @throws DomainError `money_in_flight` */
export async function assertNothingInFlight(trx: Transaction<DB>, { loanId }: Loan): Promise<void> {
  const disbursementId = await findDisbursementInFlight(trx, loanId);
  if (disbursementId !== undefined) throw new DomainError('money_in_flight', { disbursementId });
}

/**
 * @throws DomainError `prepayment_not_allowed`, `money_in_flight`, `in_progress` while an earlier payment waits to be
 *   placed
 */
export async function assertPrepayable(
  trx: Transaction<DB>,
  loan: Loan,
  { amount, effectiveDate }: Arriving,
): Promise<void> {
  await assertNothingInFlight(trx, loan);
  const rules = await rulesOf(trx, loan);
  if (rules === null) return;
  // What waits decides how many installments are paid and how much is due.
  if ((await listUnappliedPayments(trx, loan.loanId)).length > 0)
    throw new DomainError('in_progress', {});
  assertMayPrepay(rules.prepayment, await stateOn(trx, loan, effectiveDate), amount);
}

/**
 * @returns the fee of the prepayment; null for none
 * @throws DomainError `prepayment_not_allowed`, `in_progress`
 */
export async function previewPrepayment(
  trx: Transaction<DB>,
  loan: Loan,
  asked: Arriving & { readonly strategy: PrepaymentStrategy | null },
): Promise<Money | null> {
  await assertPrepayable(trx, loan, asked);
  const rules = await rulesOf(trx, loan);
  return prepaymentFee(rules?.prepayment.fee ?? null, asked, {
    terms: loan.terms,
    events: await listLoanEvents(trx, loan.loanId),
    openedDate: loan.openedDate,
    calendar: await readWorkCalendar(trx),
  });
}

async function rulesOf(db: Kysely<DB>, { loanId }: Loan) {
  return servicingRulesOf(await readProductOfLoan(db, loanId));
}

async function stateOn(db: Kysely<DB>, { loanId, terms }: Loan, date: IsoDate) {
  return replayLoan(terms, await listLoanEvents(db, loanId), date, await readWorkCalendar(db));
}
