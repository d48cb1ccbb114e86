/** Whether the database answers. */
import { sql, type Kysely } from 'kysely';
import type { DB } from '../tables.ts';

/** @throws the driver's error when it does not */
export async function askDatabase(db: Kysely<DB>): Promise<void> {
  await sql`select 1`.execute(db);
}
