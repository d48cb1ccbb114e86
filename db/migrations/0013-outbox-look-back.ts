/**
 * The training clock asks who was told something a moment ago, and the relay asks how a lost workflow was started.
 * Sent lines are kept, so neither question may read them all.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index outbox_sent on outbox (sent_at) where status = 'sent';
    create index outbox_start on outbox (workflow_id, seq) where action = 'start';
  `.execute(db);
}
