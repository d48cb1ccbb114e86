/**
 * The clocks of a stage, one row each. A clock is done in the transaction that acted on it. While a stage is
 * returned only its `returned_…` clocks run.
 */
import type { Expression, Kysely, SqlBool, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

export type StageDeadline = { readonly kind: string; readonly dueAt: Instant };

/** Sets the clocks; one that is there already starts anew. */
export async function setDeadlines(
  trx: Transaction<DB>,
  stageId: string,
  deadlines: readonly StageDeadline[],
): Promise<void> {
  if (deadlines.length === 0) return;
  await trx
    .insertInto('stage_deadline')
    .values(deadlineRows(stageId, deadlines))
    .onConflict((conflict) =>
      conflict
        .columns(['stage_id', 'kind'])
        .doUpdateSet((row) => ({ due_at: row.ref('excluded.due_at'), done_at: null })),
    )
    .execute();
}

export function deadlineRows(stageId: string, deadlines: readonly StageDeadline[]) {
  return deadlines.map(({ kind, dueAt }) => ({
    stage_id: stageId,
    kind,
    due_at: dueAt,
    done_at: null,
  }));
}

/** The clocks that still run, earliest first. */
export async function listRunningDeadlines(
  db: Kysely<DB>,
  stageId: string,
  status: 'open' | 'returned',
): Promise<StageDeadline[]> {
  const rows = await db
    .selectFrom('stage_deadline')
    .select(['kind', 'due_at'])
    .where('stage_id', '=', stageId)
    .where('done_at', 'is', null)
    .where(runsWhile(status))
    .orderBy('due_at')
    .orderBy('kind')
    .execute();
  return rows.map((row) => ({ kind: row.kind, dueAt: row.due_at }));
}

/** @returns false when the clock was done before, or never set */
export async function markDeadlineDone(
  trx: Transaction<DB>,
  stageId: string,
  kind: string,
  doneAt: Instant,
): Promise<boolean> {
  const result = await trx
    .updateTable('stage_deadline')
    .set({ done_at: doneAt })
    .where('stage_id', '=', stageId)
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Whether a clock of this kind has been done in any stage of the approval: the case is told once. */
export async function wasDeadlineDone(
  db: Kysely<DB>,
  approvalId: string,
  kind: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('stage_deadline')
    .innerJoin('stage', 'stage.stage_id', 'stage_deadline.stage_id')
    .select('stage_deadline.kind')
    .where('stage.approval_id', '=', approvalId)
    .where('stage_deadline.kind', '=', kind)
    .where('stage_deadline.done_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function runsWhile(status: 'open' | 'returned'): Expression<SqlBool> {
  const isReturned = status === 'returned';
  return sql<SqlBool>`starts_with(stage_deadline.kind, 'returned_') = ${isReturned}`;
}
