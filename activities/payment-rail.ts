/**
 * The activities that speak to the payment rail. None holds a transaction while it waits: what is about to be done is
 * committed before the call, what was answered after it.
 */
import type { Kysely, Transaction } from 'kysely';
import type { DB } from '../db/tables.ts';
import type { KeyRing } from '../ops/keys.ts';
import { disbursementDesk } from './disbursements/transfer-desk.ts';
import type { PaymentRail, QueryAnswer } from './ports/payment-rail.ts';
import { refundDesk } from './refunds/transfer-desk.ts';
import type { TransferDesk } from './transfers.ts';

export type PaymentRailDependencies = {
  readonly db: Kysely<DB>;
  readonly rail: PaymentRail;
  readonly keys: KeyRing;
};

export function createPaymentRailActivities(parts: PaymentRailDependencies) {
  return {
    /** Sends a released transfer once; in any other state it does nothing, so a repeat is harmless. */
    sendTransfer: (disbursementId: string): Promise<void> =>
      send(parts, disbursementDesk, disbursementId),

    /** Asks what became of a transfer. One that a deduplicating rail never saw is told again under the same key. */
    queryTransfer: (disbursementId: string): Promise<void> =>
      query(parts, disbursementDesk, disbursementId),

    sendRefund: (refundId: string): Promise<void> => send(parts, refundDesk, refundId),
    queryRefund: (refundId: string): Promise<void> => query(parts, refundDesk, refundId),
  };
}

async function send(
  { db, rail, keys }: PaymentRailDependencies,
  desk: TransferDesk,
  id: string,
): Promise<void> {
  const order = await inTransaction(db, (trx) => desk.begin(trx, keys, id));
  if (order === undefined) return;
  const answer = await rail.send(order);
  await inTransaction(db, (trx) => desk.record(trx, id, answer));
}

async function query(
  parts: PaymentRailDependencies,
  desk: TransferDesk,
  id: string,
): Promise<void> {
  const { db, rail } = parts;
  if (!(await desk.isOpen(db, id))) return;
  const answer = await rail.query(desk.transferKeyOf(id));
  await inTransaction(db, (trx) => desk.countQuery(trx, id));
  const known = await tellAgain(parts, desk, { id, answer });
  await inTransaction(db, (trx) => desk.record(trx, id, known));
}

async function tellAgain(
  { db, rail, keys }: PaymentRailDependencies,
  desk: TransferDesk,
  { id, answer }: { readonly id: string; readonly answer: QueryAnswer },
): Promise<QueryAnswer> {
  if (answer.outcome !== 'not_found' || !rail.isDeduplicating) return answer;
  const order = await inTransaction(db, (trx) => desk.orderAgain(trx, keys, id));
  return order === undefined ? answer : rail.send(order);
}

function inTransaction<T>(db: Kysely<DB>, work: (trx: Transaction<DB>) => Promise<T>): Promise<T> {
  return db.transaction().execute(work);
}
