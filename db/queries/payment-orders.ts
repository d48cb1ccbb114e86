/** What borrowers ordered to be paid. An order moves by its partner's answers; the money itself is a payment. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { DB, PaymentOrderTable } from '../tables.ts';
import type { Payment } from './payments.ts';

export type PaymentOrderStatus = PaymentOrderTable['status'];

export type PaymentOrder = {
  readonly paymentOrderId: string;
  readonly loanId: string;
  readonly customerId: string;
  readonly amount: Money;
  readonly purpose: PaymentOrderTable['purpose'];
  readonly method: PaymentOrderTable['method'];
  readonly payoffQuoteId: string | null;
  readonly strategy: PaymentOrderTable['strategy'];
  readonly reference: string;
  readonly businessDate: IsoDate;
  readonly status: PaymentOrderStatus;
  readonly refusalCode: string | null;
  readonly paymentId: string | null;
  readonly createdAt: Instant;
  readonly settledAt: Instant | null;
};

function toOrder(row: Selectable<PaymentOrderTable>): PaymentOrder {
  return {
    paymentOrderId: row.payment_order_id,
    loanId: row.loan_id,
    customerId: row.customer_id,
    amount: { minor: row.amount_minor, currency: row.currency },
    purpose: row.purpose,
    method: row.method,
    payoffQuoteId: row.payoff_quote_id,
    strategy: row.strategy,
    reference: row.reference,
    businessDate: row.business_date,
    status: row.status,
    refusalCode: row.refusal_code,
    paymentId: row.payment_id,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}

export type NewPaymentOrder = Pick<
  PaymentOrder,
  | 'loanId'
  | 'customerId'
  | 'amount'
  | 'purpose'
  | 'method'
  | 'payoffQuoteId'
  | 'strategy'
  | 'reference'
  | 'businessDate'
  | 'status'
>;

export async function insertPaymentOrder(
  trx: Transaction<DB>,
  order: NewPaymentOrder,
): Promise<PaymentOrder> {
  const row = await trx
    .insertInto('payment_order')
    .values({
      payment_order_id: newId(),
      loan_id: order.loanId,
      customer_id: order.customerId,
      amount_minor: order.amount.minor,
      currency: order.amount.currency,
      purpose: order.purpose,
      method: order.method,
      payoff_quote_id: order.payoffQuoteId,
      strategy: order.strategy,
      reference: order.reference,
      business_date: order.businessDate,
      status: order.status,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toOrder(row);
}

/** Newest first. */
export async function listPaymentOrders(db: Kysely<DB>, loanId: string): Promise<PaymentOrder[]> {
  const rows = await db
    .selectFrom('payment_order')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('created_at', 'desc')
    .orderBy('payment_order_id', 'desc')
    .execute();
  return rows.map(toOrder);
}

export async function findPaymentOrder(
  db: Kysely<DB>,
  paymentOrderId: string,
): Promise<PaymentOrder | undefined> {
  const row = await db
    .selectFrom('payment_order')
    .selectAll()
    .where('payment_order_id', '=', paymentOrderId)
    .executeTakeFirst();
  return row && toOrder(row);
}

export async function lockPaymentOrder(
  trx: Transaction<DB>,
  paymentOrderId: string,
): Promise<PaymentOrder | undefined> {
  const row = await trx
    .selectFrom('payment_order')
    .selectAll()
    .where('payment_order_id', '=', paymentOrderId)
    .forUpdate()
    .executeTakeFirst();
  return row && toOrder(row);
}

export type PaymentOrderChange = {
  readonly status: PaymentOrderStatus;
  readonly refusalCode?: string | null;
  readonly railReference?: string | null;
  readonly paymentId?: string;
  readonly settledAt?: Instant;
  /** When the partner is to be asked again; null: not any more. */
  readonly askAgainMs: number | null;
};

export async function savePaymentOrder(
  trx: Transaction<DB>,
  paymentOrderId: string,
  change: PaymentOrderChange,
): Promise<void> {
  const { status, refusalCode, railReference, paymentId, settledAt, askAgainMs } = change;
  await trx
    .updateTable('payment_order')
    .set({
      status,
      claimed_until: askAgainMs === null ? null : inFuture(askAgainMs),
      ...(refusalCode === undefined ? {} : { refusal_code: refusalCode }),
      ...(railReference === undefined ? {} : { rail_reference: railReference }),
      ...(paymentId === undefined ? {} : { payment_id: paymentId }),
      ...(settledAt === undefined ? {} : { settled_at: settledAt }),
    })
    .where('payment_order_id', '=', paymentOrderId)
    .execute();
}

/** An order to transfer takes the place of one that was not followed. */
export async function expireTransferOrders(trx: Transaction<DB>, loanId: string): Promise<void> {
  await trx
    .updateTable('payment_order')
    .set({ status: 'expired' })
    .where('loan_id', '=', loanId)
    .where('status', '=', 'awaiting_transfer')
    .execute();
}

/** Money that arrived answers the newest order to transfer the same amount to the same loan. */
export async function settleTransferOrder(
  trx: Transaction<DB>,
  { loanId, paymentId, amount, receivedAt }: Payment,
): Promise<void> {
  if (loanId === null) return;
  const newest = trx
    .selectFrom('payment_order')
    .select('payment_order_id')
    .where('loan_id', '=', loanId)
    .where('status', '=', 'awaiting_transfer')
    .where('amount_minor', '=', amount.minor)
    .orderBy('created_at', 'desc')
    .limit(1);
  await trx
    .updateTable('payment_order')
    .set({ status: 'settled', payment_id: paymentId, settled_at: receivedAt })
    .where('payment_order_id', 'in', newest)
    .execute();
}

export type ClaimedOrder = {
  readonly paymentOrderId: string;
  /** Whether the partner has been told before, or may have been. */
  readonly wasSent: boolean;
  readonly attemptCount: number;
};

/** Takes orders whose partner is to be told or asked now, for `leaseMs`. */
export async function claimPaymentOrders(
  db: Kysely<DB>,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<ClaimedOrder[]> {
  const result = await sql<{ id: string; was_sent: boolean; attempt_count: number }>`
    with ready as (
      select payment_order_id, status from payment_order
      where status in ('queued', 'sending', 'unknown')
        and (claimed_until is null or claimed_until < clock_timestamp())
      order by created_at limit ${limit} for update skip locked
    )
    update payment_order set
      status = case when payment_order.status = 'queued' then 'sending' else payment_order.status end,
      claimed_until = ${inFuture(leaseMs)},
      attempt_count = attempt_count + 1
    from ready where ready.payment_order_id = payment_order.payment_order_id
    returning payment_order.payment_order_id as id, ready.status <> 'queued' as was_sent, attempt_count
  `.execute(db);
  return result.rows.map((row) => ({
    paymentOrderId: row.id,
    wasSent: row.was_sent,
    attemptCount: row.attempt_count,
  }));
}

function inFuture(delayMs: number) {
  return sql<Instant>`clock_timestamp() + ${delayMs} * interval '1 millisecond'`;
}
