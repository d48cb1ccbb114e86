/**
 * Receipt of money: the fact, its entry in the books and a line to the loan's process, in one transaction. The loan has
 * not moved yet when this answers; its process allocates the payment a moment later, also when it was down meanwhile.
 */
import type { Transaction } from 'kysely';
import { lockLoan, type Loan } from '../../db/queries/loans.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import {
  findPayment,
  findPaymentByReference,
  type Payment,
  type PaymentPurpose,
} from '../../db/queries/payments.ts';
import { settleTransferOrder } from '../../db/queries/payment-orders.ts';
import {
  findPayoffQuote,
  findQuoteGoodOn,
  type StoredPayoffQuote,
} from '../../db/queries/payoff-quotes.ts';
import { insertReceipt } from '../../db/queries/receipts.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { receiptEntry } from '../../domain/ledger/receipt.ts';
import { assertSameCurrency, zero, type Money } from '../../domain/money.ts';
import type { PrepaymentStrategy } from '../../domain/schedule/terms.ts';
import { tellPaymentReceived } from '../../workflows/messages.ts';
import type { Caller } from './caller.ts';
import { assertNothingInFlight, assertPlausible, assertPrepayable } from './payment-rules.ts';

/** How far back one person may date a payment; further back it is a change that a second person confirms. */
export const backdatingDays = 90;

export type PaymentInput = {
  readonly loanId: string;
  readonly amount: Money;
  /** The day the money arrived; today unless given. */
  readonly effectiveDate?: IsoDate | undefined;
  readonly provider: string;
  readonly providerReference: string;
  readonly purpose: PaymentPurpose;
  readonly strategy?: PrepaymentStrategy | undefined;
  readonly payoffQuoteId?: string | undefined;
};

/**
 * @throws DomainError `not_found`, `payment_already_recorded`, `currency_mismatch`, `amount_not_positive`,
 *   `date_in_future`, `payment_before_disbursement`, `backdating_too_far`, `loan_not_active`, `payoff_not_quoted`,
 *   `payment_below_payoff`, `payment_implausible`, `prepayment_not_allowed`, `in_progress`
 */
export async function recordPayment(
  trx: Transaction<DB>,
  caller: Caller,
  input: PaymentInput,
): Promise<Payment> {
  const loan = await lockVisibleLoan(trx, caller, input.loanId);
  const effectiveDate = input.effectiveDate ?? caller.clock.businessDate;
  await assertNotRecorded(trx, input);
  const dated = { ...input, effectiveDate };
  const payoffQuoteId = await checkPayment(trx, loan, dated, caller.clock.businessDate);
  const payment = await storePayment(trx, caller, loan, { ...input, effectiveDate, payoffQuoteId });
  await settleTransferOrder(trx, payment);
  await insertOutbox(trx, tellPaymentReceived(loan.loanId));
  return payment;
}

/**
 * Everything that is asked of a payment before it is recorded, or ordered.
 * @returns the quote that a payoff pays
 * @throws DomainError as `recordPayment`, but for what concerns its reference
 */
export async function checkPayment(
  trx: Transaction<DB>,
  loan: Loan,
  input: QuotedPayment & {
    readonly effectiveDate: IsoDate;
    readonly strategy?: PrepaymentStrategy | undefined;
  },
  businessDate: IsoDate,
): Promise<string | undefined> {
  const { effectiveDate } = input;
  assertPayable(loan, input, businessDate);
  if (input.purpose !== 'installment') await assertNothingInFlight(trx, loan);
  const quote = await readQuoteToPay(trx, input, effectiveDate);
  await assertPlausible(trx, loan, { ...input, quoted: quote?.amount ?? null });
  if (input.purpose === 'prepayment') await assertPrepayable(trx, loan, input);
  return quote?.payoffQuoteId;
}

/** @throws DomainError `not_found` also for a loan of another branch */
export async function lockVisibleLoan(
  trx: Transaction<DB>,
  { scope }: Pick<Caller, 'scope'>,
  loanId: string,
): Promise<Loan> {
  const loan = await lockLoan(trx, loanId);
  if (loan === undefined || !isWithinScope(scope, loan))
    throw new DomainError('not_found', { resource: 'loan' });
  return loan;
}

async function assertNotRecorded(trx: Transaction<DB>, input: PaymentInput): Promise<void> {
  const known = await findPaymentByReference(trx, input);
  if (known === undefined) return;
  const { provider, providerReference, paymentId } = known;
  throw new DomainError('payment_already_recorded', { provider, providerReference, paymentId });
}

/**
 * @throws DomainError `currency_mismatch`, `amount_not_positive`, `date_in_future`, `payment_before_disbursement`,
 *   `backdating_too_far`, `loan_not_active`
 */
export function assertPayable(
  loan: Loan,
  {
    amount,
    effectiveDate,
    purpose,
  }: {
    readonly amount: Money;
    readonly effectiveDate: IsoDate;
    readonly purpose: PaymentPurpose;
  },
  businessDate: IsoDate,
): void {
  const earliestDate = addDays(businessDate, -backdatingDays);
  const { status, openedDate } = loan;
  assertSameCurrency(zero(loan.currency), amount);
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
  if (effectiveDate > businessDate)
    throw new DomainError('date_in_future', { date: effectiveDate, businessDate });
  if (effectiveDate < openedDate)
    throw new DomainError('payment_before_disbursement', {
      date: effectiveDate,
      disbursementDate: openedDate,
    });
  if (effectiveDate < earliestDate)
    throw new DomainError('backdating_too_far', { effectiveDate, earliestDate });
  if (status === 'closed') throw new DomainError('loan_not_active', { status });
  if (status === 'written_off' && purpose !== 'installment')
    throw new DomainError('loan_not_active', { status });
}

type QuotedPayment = Pick<PaymentInput, 'loanId' | 'purpose' | 'amount' | 'payoffQuoteId'>;

/** The quote named, or the cheapest one that is good on the day. */
async function readQuoteToPay(
  trx: Transaction<DB>,
  { loanId, purpose, amount, payoffQuoteId }: QuotedPayment,
  effectiveDate: IsoDate,
): Promise<StoredPayoffQuote | undefined> {
  if (purpose !== 'payoff') return undefined;
  const quote =
    payoffQuoteId === undefined
      ? await findQuoteGoodOn(trx, loanId, effectiveDate)
      : await findPayoffQuote(trx, payoffQuoteId);
  const isGood = quote?.loanId === loanId && effectiveDate <= quote.goodThroughDate;
  if (quote === undefined || !isGood) throw new DomainError('payoff_not_quoted', { effectiveDate });
  if (amount.minor < quote.amount.minor) {
    const { amount: payoff, goodThroughDate } = quote;
    throw new DomainError('payment_below_payoff', { paid: amount, payoff, goodThroughDate });
  }
  return quote;
}

type CheckedPayment = PaymentInput & {
  readonly effectiveDate: IsoDate;
  readonly payoffQuoteId: string | undefined;
};

async function storePayment(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  loan: Loan,
  input: CheckedPayment,
): Promise<Payment> {
  const { strategy, payoffQuoteId, amount, effectiveDate } = input;
  const paymentId = await insertReceipt(trx, {
    owner: loan,
    payment: {
      loanId: input.loanId,
      provider: input.provider,
      providerReference: input.providerReference,
      amount,
      purpose: input.purpose,
      effectiveDate,
      receivedDate: clock.businessDate,
      status: 'received',
      recordedBy: actor.actorId,
      details: {
        ...(strategy === undefined ? {} : { strategy }),
        ...(payoffQuoteId === undefined ? {} : { payoffQuoteId }),
      },
    },
    entryOf: (receivedId) => receiptEntry(receivedId, amount, effectiveDate),
    requestId,
  });
  // Two callers named one reference at the same instant: the index let one in, the other reads what it stored.
  if (paymentId === undefined) await assertNotRecorded(trx, input);
  const payment = paymentId === undefined ? undefined : await findPayment(trx, paymentId);
  invariant(payment !== undefined, 'a payment is new or known');
  return payment;
}
