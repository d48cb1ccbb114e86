/**
 * Money in suspense: it has arrived and is in the books, but nobody knows for which loan. Matching it moves its receipt
 * to the loan by a reversal and a new entry, and the loan's process places it like any other payment.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { insertEntries, listEntriesOfEvent, type BookOwner } from '../../db/queries/ledger.ts';
import type { Loan } from '../../db/queries/loans.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import {
  findPaymentByReference,
  insertPayment,
  lockPayment,
  matchPayment,
  type Payment,
  type PaymentPurpose,
} from '../../db/queries/payments.ts';
import type { DB } from '../../db/tables.ts';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { makeEntry, reversalOf, type Entry } from '../../domain/ledger/journal.ts';
import { receiptKey } from '../../domain/ledger/wanted-entries.ts';
import { toWireMoney, type Currency, type Money } from '../../domain/money.ts';
import type { PrepaymentStrategy } from '../../domain/schedule/terms.ts';
import { tellPaymentReceived } from '../../workflows/messages.ts';
import type { Caller } from './caller.ts';
import { assertPrepayable, isPlausible } from './payment-rules.ts';
import { assertPayable, backdatingDays, lockVisibleLoan } from './payments.ts';

export type SuspenseInput = {
  readonly amount: Money;
  readonly effectiveDate?: IsoDate | undefined;
  readonly provider: string;
  readonly providerReference: string;
  /** What the payer wrote: the best hint at the loan. */
  readonly remark?: string | undefined;
};

/** @throws DomainError `payment_already_recorded`, `amount_not_positive`, `date_in_future`, `backdating_too_far` */
export async function recordSuspense(
  trx: Transaction<DB>,
  caller: Caller,
  input: SuspenseInput,
): Promise<Payment> {
  const { actor, clock } = caller;
  const effectiveDate = input.effectiveDate ?? clock.businessDate;
  assertDated(input.amount, effectiveDate, clock.businessDate);
  const { amount, provider, providerReference, remark } = input;
  const paymentId = await insertPayment(trx, {
    loanId: null,
    provider,
    providerReference,
    amount,
    purpose: 'installment',
    effectiveDate,
    receivedDate: clock.businessDate,
    status: 'suspense',
    recordedBy: actor.actorId,
    details: remark === undefined ? {} : { remark },
  });
  if (paymentId === undefined) throw await alreadyRecorded(trx, input);
  const receipt = receiptOf(receiptKey(paymentId), amount, effectiveDate);
  const owner = ownerless(actor.branchId, amount.currency);
  await insertEntries(trx, owner, { entries: [receipt], postedDate: clock.businessDate });
  return audited(trx, caller, paymentId, 'payment.put_in_suspense');
}

function assertDated(amount: Money, effectiveDate: IsoDate, businessDate: IsoDate): void {
  const earliestDate = addDays(businessDate, -backdatingDays);
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
  if (effectiveDate > businessDate)
    throw new DomainError('date_in_future', { date: effectiveDate, businessDate });
  if (effectiveDate < earliestDate)
    throw new DomainError('backdating_too_far', { effectiveDate, earliestDate });
}

async function alreadyRecorded(
  trx: Transaction<DB>,
  { provider, providerReference }: SuspenseInput,
): Promise<DomainError> {
  const known = await findPaymentByReference(trx, { provider, providerReference });
  invariant(known !== undefined, 'the reference is taken by a payment');
  const { paymentId } = known;
  return new DomainError('payment_already_recorded', { provider, providerReference, paymentId });
}

export type MatchInput = {
  readonly paymentId: string;
  readonly loanId: string;
  readonly purpose: Exclude<PaymentPurpose, 'payoff'>;
  readonly strategy?: PrepaymentStrategy | undefined;
};

/** @throws DomainError `not_found`, `payment_not_in_suspense`, `four_eyes`, and what `assertPayable` and `assertPrepayable` refuse */
export async function matchSuspense(
  trx: Transaction<DB>,
  caller: Caller,
  { paymentId, loanId, purpose, strategy }: MatchInput,
): Promise<Payment> {
  const loan = await lockVisibleLoan(trx, caller, loanId);
  const payment = await lockPayment(trx, paymentId);
  if (payment === undefined) throw new DomainError('not_found', { resource: 'payment' });
  if (payment.status !== 'suspense')
    throw new DomainError('payment_not_in_suspense', { status: payment.status });
  const { businessDate } = caller.clock;
  assertPayable(loan, { ...payment, purpose }, businessDate);
  await assertMatchFits(trx, caller, loan, { payment, purpose });
  await moveReceipt(trx, loan, { payment, businessDate });
  const details = { ...payment.details, ...(strategy === undefined ? {} : { strategy }) };
  await matchPayment(trx, paymentId, { loanId, purpose, details });
  await insertOutbox(trx, tellPaymentReceived(loanId));
  return audited(trx, caller, paymentId, 'payment.matched');
}

/** Far more than the loan will ever owe is matched by somebody else than the one who recorded it. */
async function assertMatchFits(
  trx: Transaction<DB>,
  { actor }: Caller,
  loan: Loan,
  { payment, purpose }: { readonly payment: Payment; readonly purpose: MatchInput['purpose'] },
): Promise<void> {
  if (payment.recordedBy === actor.actorId && !(await isPlausible(trx, loan, payment)))
    throw new DomainError('four_eyes', { officerId: actor.actorId });
  if (purpose === 'prepayment') await assertPrepayable(trx, loan, payment);
}

async function moveReceipt(
  trx: Transaction<DB>,
  loan: Loan,
  { payment, businessDate }: { readonly payment: Payment; readonly businessDate: IsoDate },
): Promise<void> {
  const key = receiptKey(payment.paymentId);
  const [found] = await listEntriesOfEvent(trx, key);
  invariant(found !== undefined, 'money in suspense has its receipt in the books');
  const { amount, effectiveDate } = payment;
  const undone = { entries: [reversalOf(found.entry)], postedDate: businessDate };
  await insertEntries(trx, ownerless(found.branchId, amount.currency), undone);
  const receipt = receiptOf(`${key}/match`, amount, effectiveDate);
  await insertEntries(trx, loan, { entries: [receipt], postedDate: businessDate });
}

function receiptOf(eventKey: string, { minor }: Money, effectiveDate: IsoDate): Entry {
  const parts = { amount: minor };
  const facts = { eventKey, rule: 'payment_received', effectiveDate, parts } as const;
  const entry = makeEntry({ ...facts, nonPerforming: false });
  invariant(entry !== undefined, 'a payment is positive');
  return entry;
}

function ownerless(branchId: string, currency: Currency): BookOwner {
  return { loanId: null, customerId: null, productCode: null, branchId, currency };
}

async function audited(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  paymentId: string,
  action: string,
): Promise<Payment> {
  const payment = await lockPayment(trx, paymentId);
  invariant(payment !== undefined, 'a payment just written can be read');
  const { amount, loanId, effectiveDate, provider, providerReference } = payment;
  await insertAudit(trx, {
    actorId: actor.actorId,
    action,
    subjectType: 'payment',
    subjectId: paymentId,
    after: { loanId, amount: toWireMoney(amount), effectiveDate, provider, providerReference },
    businessDate: clock.businessDate,
    requestId,
  });
  return payment;
}
