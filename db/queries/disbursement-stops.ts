/** 止付: stops that keep a customer's money in the house until another person lifts them. */
import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { DB, DisbursementStopTable } from '../tables.ts';

export type DisbursementStop = {
  readonly stopId: string;
  readonly customerId: string;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Instant;
  readonly liftedBy: string | null;
  readonly liftedAt: Instant | null;
  readonly liftReason: string | null;
};

export async function insertDisbursementStop(
  trx: Transaction<DB>,
  stop: Pick<DisbursementStop, 'customerId' | 'reason' | 'setBy' | 'setAt'>,
): Promise<DisbursementStop> {
  const row = await trx
    .insertInto('disbursement_stop')
    .values({
      stop_id: newId(),
      customer_id: stop.customerId,
      reason: stop.reason,
      set_by: stop.setBy,
      set_at: stop.setAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toStop(row);
}

export async function lockDisbursementStop(
  trx: Transaction<DB>,
  stopId: string,
): Promise<DisbursementStop | undefined> {
  const row = await trx
    .selectFrom('disbursement_stop')
    .selectAll()
    .where('stop_id', '=', stopId)
    .forUpdate()
    .executeTakeFirst();
  return row && toStop(row);
}

export async function saveStopLifted(
  trx: Transaction<DB>,
  stopId: string,
  lifted: { readonly by: string; readonly at: Instant; readonly reason: string },
): Promise<DisbursementStop> {
  const row = await trx
    .updateTable('disbursement_stop')
    .set({ lifted_by: lifted.by, lifted_at: lifted.at, lift_reason: lifted.reason })
    .where('stop_id', '=', stopId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toStop(row);
}

/** Newest last, lifted ones included. */
export async function listDisbursementStops(
  db: Kysely<DB>,
  customerId: string,
): Promise<DisbursementStop[]> {
  const rows = await db
    .selectFrom('disbursement_stop')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('set_at')
    .orderBy('stop_id')
    .execute();
  return rows.map(toStop);
}

/** The oldest stop in force, if there is one. */
export async function findStopInForce(
  db: Kysely<DB>,
  customerId: string,
): Promise<{ stopId: string; reason: string } | null> {
  const row = await db
    .selectFrom('disbursement_stop')
    .select(['stop_id', 'reason'])
    .where('customer_id', '=', customerId)
    .where('lifted_at', 'is', null)
    .orderBy('set_at')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { stopId: row.stop_id, reason: row.reason };
}

function toStop(row: DisbursementStopTable): DisbursementStop {
  return {
    stopId: row.stop_id,
    customerId: row.customer_id,
    reason: row.reason,
    setBy: row.set_by,
    setAt: row.set_at,
    liftedBy: row.lifted_by,
    liftedAt: row.lifted_at,
    liftReason: row.lift_reason,
  };
}
