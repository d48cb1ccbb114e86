/** Queues of a team and of the house ask for open stages by the time they opened, whoever sits in them. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index stage_running on stage (opened_at, stage_id) where status in ('open', 'returned');
    create index stage_closed on stage (closed_at) where status = 'closed';
  `.execute(db);
}
