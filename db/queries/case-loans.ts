/** Which case looks after the late loans of a customer. */
import type { Kysely } from 'kysely';
import type { DB } from '../tables.ts';

export async function findRunningCaseId(
  db: Kysely<DB>,
  customerId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('collection_case')
    .select('case_id')
    .where('customer_id', '=', customerId)
    .where('status', 'in', ['open', 'suspended'])
    .executeTakeFirst();
  return row?.case_id;
}
