/** One row per open process: which workflow looks after which subject, and when it is due next. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

export type ProcessKind =
  | 'application'
  | 'approval'
  | 'disbursement'
  | 'refund'
  | 'loan'
  | 'collection_case'
  | 'version'
  | 'end_of_day'
  | 'training_clock'
  | 'job';

export type ProcessRow = {
  readonly workflowId: string;
  readonly kind: ProcessKind;
  readonly subjectId: string;
};

/** Written beside the outbox line that starts the workflow. */
export async function openProcess(trx: Transaction<DB>, row: ProcessRow): Promise<void> {
  await trx
    .insertInto('process')
    .values({
      workflow_id: row.workflowId,
      kind: row.kind,
      subject_id: row.subjectId,
      next_wake_at: null,
    })
    .onConflict((conflict) => conflict.column('workflow_id').doNothing())
    .execute();
}

/** Says when the process is due next; `ended` when it has nothing more to do. */
export async function saveNextWake(
  trx: Transaction<DB>,
  workflowId: string,
  next: { readonly status: 'open' | 'ended'; readonly nextAt: Instant | null },
): Promise<void> {
  await trx
    .updateTable('process')
    .set({
      status: next.status,
      next_wake_at: next.nextAt,
      changed_at: sql<string>`clock_timestamp()`,
    })
    .where('workflow_id', '=', workflowId)
    .execute();
}

/** Open processes due at or before `until`, earliest first. */
export async function findDueProcesses(
  db: Kysely<DB>,
  { until, limit }: { until: Instant; limit: number },
): Promise<{ workflowId: string; kind: ProcessKind; nextWakeAt: Instant }[]> {
  const rows = await db
    .selectFrom('process')
    .select(['workflow_id', 'kind', 'next_wake_at'])
    .where('status', '=', 'open')
    .where('next_wake_at', '<=', until)
    .orderBy('next_wake_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    workflowId: row.workflow_id,
    kind: row.kind as ProcessKind,
    nextWakeAt: row.next_wake_at!,
  }));
}

/** @returns undefined when no such process was ever opened */
export async function findProcess(
  db: Kysely<DB>,
  workflowId: string,
): Promise<
  { kind: ProcessKind; status: 'open' | 'ended'; nextWakeAt: Instant | null } | undefined
> {
  const row = await db
    .selectFrom('process')
    .select(['kind', 'status', 'next_wake_at'])
    .where('workflow_id', '=', workflowId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { kind: row.kind as ProcessKind, status: row.status, nextWakeAt: row.next_wake_at };
}
