/** Days past due grow by themselves: a case keeps the date they count from, so that a list never shows yesterday's. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table collection_case add column anchor_date date;
    create index case_owner on collection_case (owner_id) where status in ('open', 'suspended');
  `.execute(db);
}
