/** Payments: facts about money that came in, each provider reference once. What becomes of them is the loan's business. */
import type { Kysely, Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { DB, PaymentTable } from '../tables.ts';

export type PaymentPurpose = PaymentTable['purpose'];
export type PaymentStatus = PaymentTable['status'];

export type Payment = {
  readonly paymentId: string;
  /** Null while it waits in suspense for its loan. */
  readonly loanId: string | null;
  readonly provider: string;
  readonly providerReference: string;
  readonly amount: Money;
  readonly purpose: PaymentPurpose;
  readonly effectiveDate: IsoDate;
  readonly receivedDate: IsoDate;
  readonly receivedAt: Instant;
  readonly status: PaymentStatus;
  readonly recordedBy: string;
  readonly details: PaymentDetails;
};

export type PaymentDetails = {
  /** The stored quote that a payoff pays. */
  readonly payoffQuoteId?: string;
  readonly strategy?: 'next_installments' | 'reduce_term' | 'reduce_installment';
  readonly remark?: string;
};

export type NewPayment = Omit<Payment, 'paymentId' | 'receivedAt'>;

/** @returns undefined when this provider has named this reference before */
export async function insertPayment(
  trx: Transaction<DB>,
  payment: NewPayment,
): Promise<string | undefined> {
  const row = await trx
    .insertInto('payment')
    .values({
      payment_id: newId(),
      loan_id: payment.loanId,
      provider: payment.provider,
      provider_reference: payment.providerReference,
      amount_minor: payment.amount.minor,
      currency: payment.amount.currency,
      purpose: payment.purpose,
      effective_date: payment.effectiveDate,
      received_date: payment.receivedDate,
      status: payment.status,
      recorded_by: payment.recordedBy,
      details: JSON.stringify(payment.details),
    })
    .onConflict((conflict) => conflict.columns(['provider', 'provider_reference']).doNothing())
    .returning('payment_id')
    .executeTakeFirst();
  return row?.payment_id;
}

export async function findPayment(db: Kysely<DB>, paymentId: string): Promise<Payment | undefined> {
  const row = await db
    .selectFrom('payment')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .executeTakeFirst();
  return row && toPayment(row);
}

export async function findPaymentByReference(
  db: Kysely<DB>,
  { provider, providerReference }: Pick<Payment, 'provider' | 'providerReference'>,
): Promise<Payment | undefined> {
  const row = await db
    .selectFrom('payment')
    .selectAll()
    .where('provider', '=', provider)
    .where('provider_reference', '=', providerReference)
    .executeTakeFirst();
  return row && toPayment(row);
}

/** What a loan has not yet taken into account, in the order in which it counts. */
export async function listUnappliedPayments(
  trx: Transaction<DB>,
  loanId: string,
): Promise<Payment[]> {
  const rows = await trx
    .selectFrom('payment')
    .selectAll()
    .where('loan_id', '=', loanId)
    .where('status', '=', 'received')
    .orderBy('effective_date')
    .orderBy('payment_id')
    .execute();
  return rows.map(toPayment);
}

export async function listLoanPayments(db: Kysely<DB>, loanId: string): Promise<Payment[]> {
  const rows = await db
    .selectFrom('payment')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('effective_date')
    .orderBy('payment_id')
    .execute();
  return rows.map(toPayment);
}

export async function setPaymentStatus(
  trx: Transaction<DB>,
  paymentIds: readonly string[],
  status: PaymentStatus,
): Promise<void> {
  if (paymentIds.length === 0) return;
  await trx.updateTable('payment').set({ status }).where('payment_id', 'in', paymentIds).execute();
}

type Row = {
  [K in keyof PaymentTable]: K extends 'received_at'
    ? Instant
    : K extends 'details'
      ? unknown
      : PaymentTable[K];
};

function toPayment(row: Row): Payment {
  return {
    paymentId: row.payment_id,
    loanId: row.loan_id,
    provider: row.provider,
    providerReference: row.provider_reference,
    amount: { minor: row.amount_minor, currency: row.currency },
    purpose: row.purpose,
    effectiveDate: row.effective_date,
    receivedDate: row.received_date,
    receivedAt: row.received_at,
    status: row.status,
    recordedBy: row.recorded_by,
    details: row.details as PaymentDetails,
  };
}

export async function lockPayment(
  trx: Transaction<DB>,
  paymentId: string,
): Promise<Payment | undefined> {
  const row = await trx
    .selectFrom('payment')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .forUpdate()
    .executeTakeFirst();
  return row && toPayment(row);
}

/** From suspense to its loan. The payment must be locked. */
export async function matchPayment(
  trx: Transaction<DB>,
  paymentId: string,
  { loanId, purpose, details }: Pick<Payment, 'purpose' | 'details'> & { readonly loanId: string },
): Promise<void> {
  await trx
    .updateTable('payment')
    .set({ loan_id: loanId, purpose, details: JSON.stringify(details), status: 'received' })
    .where('payment_id', '=', paymentId)
    .execute();
}

/** Money whose loan nobody knows yet, oldest first. */
export async function listSuspense(
  db: Kysely<DB>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ payments: Payment[]; total: number }> {
  const query = db.selectFrom('payment').where('status', '=', 'suspense');
  const { total } = await query
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query.selectAll().orderBy('received_at').limit(limit).offset(offset).execute();
  return { payments: rows.map(toPayment), total: Number(total) };
}
