/** A training house going back to what it began with. The function itself refuses in a productive installation. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from '../tables.ts';

/** Workflows of rows that will be gone, by id: those of every process but the given one that is open. */
export async function listOpenWorkflowIds(
  db: Kysely<DB>,
  {
    exceptId,
    afterId,
    limit,
  }: { readonly exceptId: string; readonly afterId: string; readonly limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('process')
    .select('workflow_id')
    .where('status', '=', 'open')
    .where('workflow_id', '<>', exceptId)
    .where('workflow_id', '>', afterId)
    .orderBy('workflow_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.workflow_id);
}

export async function countOpenProcesses(db: Kysely<DB>, exceptId: string): Promise<number> {
  const { count } = await db
    .selectFrom('process')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('status', '=', 'open')
    .where('workflow_id', '<>', exceptId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Everything but the sample and the job that asks for it is gone afterwards, and the clock shows real time again. */
export async function restoreSample(trx: Transaction<DB>, jobId: string): Promise<void> {
  await sql`select restore_training_sample(${jobId}::uuid)`.execute(trx);
}
