/**
 * What the workflows must hear. A line is written in the transaction of the change; the relay claims it under a
 * lease, so that no transaction stays open over a network call and a crash leaves a lease that lapses.
 */
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
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

/** Many lines in few statements. */
export async function insertOutboxLines(
  trx: Transaction<DB>,
  messages: readonly OutboxMessage[],
): Promise<void> {
  // Five values a line, and a statement has no more than 65,535.
  const chunkSize = 10_000;
  for (let from = 0; from < messages.length; from += chunkSize) {
    const values = messages.slice(from, from + chunkSize).map((message) => ({
      outbox_id: newId(),
      workflow_id: message.workflowId,
      action: message.action,
      name: message.name,
      payload: JSON.stringify(message.payload),
    }));
    await trx.insertInto('outbox').values(values).execute();
  }
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

/** Settles many lines in one statement. */
export async function settleOutboxLines(
  db: Kysely<DB>,
  outboxIds: readonly string[],
  status: 'sent' | 'not_needed',
): Promise<void> {
  if (outboxIds.length === 0) return;
  await db
    .updateTable('outbox')
    .set({ status, sent_at: sql<string>`clock_timestamp()`, claimed_until: null, last_error: null })
    .where('outbox_id', 'in', outboxIds)
    .execute();
}

/** The newest start ever written for a workflow: sent again when the engine does not know the workflow. */
export async function findStartLine(
  db: Kysely<DB>,
  workflowId: string,
): Promise<(OutboxMessage & { readonly status: 'waiting' | 'sent' | 'not_needed' }) | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select(['workflow_id', 'action', 'name', 'payload', 'status'])
    .where('workflow_id', '=', workflowId)
    .where('action', '=', 'start')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { workflow_id, action, name, payload, status } = row;
  return {
    workflowId: workflow_id,
    action,
    name,
    payload: payload as OutboxMessage['payload'],
    status,
  };
}

export type OutboxLag = { readonly waitingCount: number; readonly oldestAgeSeconds: number };

/** How far the relay is behind. */
export async function readOutboxLag(db: Kysely<DB>): Promise<OutboxLag> {
  const age = sql<number>`coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8`;
  const row = await db
    .selectFrom('outbox')
    .select([sql<number>`count(*)::int`.as('waiting_count'), age.as('oldest_age_seconds')])
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return { waitingCount: row.waiting_count, oldestAgeSeconds: row.oldest_age_seconds };
}

/** A place in time by the database's clock, to the microsecond; it sorts as text. */
export type OutboxMark = string;

const markOf = (instant: RawBuilder<unknown>) =>
  sql<OutboxMark>`to_char((${instant}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** @param beforeMs how long ago the mark lies */
export async function readOutboxMark(db: Kysely<DB>, beforeMs: number): Promise<OutboxMark> {
  const { rows } = await sql<{ mark: OutboxMark }>`
    select ${markOf(sql`clock_timestamp() - ${beforeMs} * interval '1 millisecond'`)} as mark
  `.execute(db);
  return rows[0]!.mark;
}

/**
 * Where news may still be on its way when a move of the clock begins: since the last move ended, but no longer than
 * news takes from the relay to the step.
 */
export async function readMarkOfLastMove(db: Kysely<DB>): Promise<OutboxMark> {
  const { rows } = await sql<{ mark: OutboxMark }>`
    select ${markOf(sql`greatest(
      clock_timestamp() - interval '30 seconds',
      (select max(ended_at) from training_move) - interval '500 milliseconds')`)} as mark
  `.execute(db);
  return rows[0]!.mark;
}

/** The open processes that were told something after `mark`, and the mark up to which that is known. */
export async function findToldProcesses(
  db: Kysely<DB>,
  mark: OutboxMark,
): Promise<{ workflowIds: string[]; mark: OutboxMark }> {
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('process', 'process.workflow_id', 'outbox.workflow_id')
    .select(['outbox.workflow_id', 'process.status', 'process.kind'])
    .select(markOf(sql.ref('outbox.sent_at')).as('mark'))
    .where('outbox.status', '=', 'sent')
    .where('outbox.sent_at', '>', mark)
    .execute();
  const open = rows.filter(({ status, kind }) => status === 'open' && followsClock(kind));
  return {
    workflowIds: [...new Set(open.map((row) => row.workflow_id))],
    mark: rows.reduce((latest, row) => (row.mark > latest ? row.mark : latest), mark),
  };
}

/** Two make the days go by, and a job knows none; all others follow. */
function followsClock(kind: string | null): boolean {
  return kind !== 'training_clock' && kind !== 'end_of_day' && kind !== 'job';
}
