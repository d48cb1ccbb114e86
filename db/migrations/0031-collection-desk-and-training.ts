/**
 * When a collector means to come back to a case, which result code a contact was recorded with, and what a trainee has
 * practised: a run of an exercise begins at an instant and is passed by what was recorded after it.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table collection_case add column follow_up_at timestamptz;
    alter table contact_attempt add column result text;
    create index case_event_kind on case_event (kind, business_date);

    create table exercise_run (
      exercise_run_id uuid primary key,
      officer_id uuid not null references officer,
      exercise text not null,
      -- Everything recorded after this place of the audit trail counts.
      since_seq bigint not null,
      status text not null default 'running' constraint exercise_run_status_known
        check (status in ('running', 'passed', 'given_up')),
      started_at timestamptz not null default clock_timestamp(),
      ended_at timestamptz
    );
    create unique index exercise_runs_once on exercise_run (officer_id) where status = 'running';
    create index exercise_run_officer on exercise_run (officer_id, exercise);
  `.execute(db);
}
