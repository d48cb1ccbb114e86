/** Work that outlasts a request has a row of its own, so that whoever asked sees how far it is and may stop it. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table job (
      job_id uuid primary key,
      kind text not null,
      subject_id text,
      params jsonb not null,
      status text not null default 'queued'
        constraint job_status_known check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
      state jsonb,
      done_count integer not null default 0,
      total_count integer,
      result jsonb,
      failure jsonb,
      requested_by_id uuid not null references officer,
      requested_at timestamptz not null,
      ended_at timestamptz,
      constraint job_ended_once check ((ended_at is null) = (status in ('queued', 'running'))),
      constraint job_done_with_result check (status <> 'done' or result is not null)
    );
    create index job_requester on job (requested_by_id, requested_at desc);
    create index job_subject on job (kind, subject_id, requested_at desc) where subject_id is not null;
  `.execute(db);
}
