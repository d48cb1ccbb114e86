/**
 * Work that outlasts a request has a row of its own, so that whoever asked sees how far it is and may stop it. Queues of
 * a team and of the house are in the order of what is late, so a stage knows when it is due. Bodies that decide
 * together have members by name; who belongs to one is proposed by one person and confirmed by another, because it is
 * a right to decide. A counter-offer may name another rate.
 */
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

    alter table stage add column due_at timestamptz;
    update stage set due_at = (select min(stage_deadline.due_at) from stage_deadline
        where stage_deadline.stage_id = stage.stage_id and starts_with(stage_deadline.kind, 'escalation_'))
      where status = 'open';
    create index stage_due on stage (due_at, stage_id) where status in ('open', 'returned');
    create index stage_due_in_branch on stage (branch_id, due_at, stage_id) where status in ('open', 'returned');
    drop index stage_running;
    create index case_copy_unread on case_copy (officer_id) where read_at is null;

    create table approver_group (
      group_id text primary key,
      name text not null,
      created_by_id uuid references officer,
      created_at timestamptz not null
    );
    create table approver_group_member (
      group_id text not null references approver_group,
      officer_id uuid not null references officer,
      primary key (group_id, officer_id)
    );
    create index approver_group_member_officer on approver_group_member (officer_id);
    create table approver_group_change (
      change_id uuid primary key,
      group_id text not null references approver_group,
      name text not null,
      officer_ids uuid[] not null,
      reason text not null,
      status text not null default 'pending'
        constraint approver_group_change_status_known check (status in ('pending', 'confirmed', 'refused', 'withdrawn')),
      proposed_by_id uuid not null references officer,
      proposed_at timestamptz not null,
      decided_by_id uuid references officer,
      decided_at timestamptz,
      constraint approver_group_change_second_person
        check (status not in ('confirmed', 'refused') or decided_by_id <> proposed_by_id)
    );
    create unique index approver_group_change_pending on approver_group_change (group_id) where status = 'pending';
    create index approver_group_change_group on approver_group_change (group_id, proposed_at desc);

    alter table seat
      drop constraint seat_source_known,
      add constraint seat_source_known
        check (source in ('role', 'named', 'group', 'head', 'delegation', 'added', 'escalated'));

    alter table counter_offer
      add column annual_rate_ppm integer constraint counter_offer_rate_positive check (annual_rate_ppm > 0);
  `.execute(db);
}
