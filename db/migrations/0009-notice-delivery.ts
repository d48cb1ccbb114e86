/**
 * Sending a notice takes a lease, as the outbox does: a sender that dies must leave a row that says whether trying
 * again is safe. What nobody can know stays `unknown` and is never sent again by itself.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table notice
      add column available_at timestamptz not null default clock_timestamp(),
      add column claimed_until timestamptz,
      add column attempt_count integer not null default 0,
      add column provider_reference text;
    create index notice_newest on notice (created_at desc, notice_id);
    create index notice_case on notice (case_id) where case_id is not null;
  `.execute(db);
}
