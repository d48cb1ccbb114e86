/**
 * What the workflows must hear. A line is written in the transaction of the change; the relay claims it under a
 * lease, so that no transaction stays open over a network call and a crash leaves a lease that lapses.
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

export type OutboxMessage = {
  readonly workflowId: string;
  readonly action: 'start' | 'signal';
  /** The workflow's type for a start, the signal's name for a signal. */
  readonly name: string;
  readonly payload: { readonly [key: string]: Json };
};

export type ClaimedMessage = OutboxMessage & {
  readonly outboxId: string;
  readonly attemptCount: number;
};

export async function insertOutbox(trx: Transaction<DB>, message: OutboxMessage): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({
      outbox_id: newId(),
      workflow_id: message.workflowId,
      action: message.action,
      name: message.name,
      payload: JSON.stringify(message.payload),
    })
    .execute();
}

/** Takes up to `limit` waiting lines in order for `leaseMs`; each workflow's lines stay in order. */
export async function claimOutbox(
  db: Kysely<DB>,
  limit: number,
  leaseMs: number,
): Promise<ClaimedMessage[]> {
  const ready = db
    .selectFrom('outbox')
    .select('outbox_id')
    .where('status', '=', 'waiting')
    .where('available_at', '<=', sql<string>`clock_timestamp()`)
    .where((where) =>
      where.or([
        where('claimed_until', 'is', null),
        where('claimed_until', '<', sql<string>`clock_timestamp()`),
      ]),
    )
    .orderBy('seq')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const rows = await db
    .updateTable('outbox')
    .set({
      claimed_until: sql<string>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`,
      attempt_count: sql<number>`attempt_count + 1`,
    })
    .where('outbox_id', 'in', ready)
    .returning(['outbox_id', 'seq', 'workflow_id', 'action', 'name', 'payload', 'attempt_count'])
    .execute();
  rows.sort((a, b) => (a.seq < b.seq ? -1 : 1));
  return rows.map((row) => ({
    outboxId: row.outbox_id,
    workflowId: row.workflow_id,
    action: row.action,
    name: row.name,
    payload: row.payload as OutboxMessage['payload'],
    attemptCount: row.attempt_count,
  }));
}

export async function settleOutbox(
  db: Kysely<DB>,
  outboxId: string,
  status: 'sent' | 'not_needed',
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status, sent_at: sql<string>`clock_timestamp()`, claimed_until: null, last_error: null })
    .where('outbox_id', '=', outboxId)
    .execute();
}

export async function postponeOutbox(
  db: Kysely<DB>,
  outboxId: string,
  { delayMs, error }: { delayMs: number; error: string },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({
      available_at: sql<string>`clock_timestamp() + ${delayMs} * interval '1 millisecond'`,
      claimed_until: null,
      last_error: error.slice(0, 500),
    })
    .where('outbox_id', '=', outboxId)
    .execute();
}
