/**
 * Tiers at work: an approval has stages in order, a stage has seats, a seat has at most one vote. One person sits
 * once in a stage and votes once per seat, whatever the code above does.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table approval (
      approval_id uuid primary key,
      subject_type text not null,
      subject_id uuid not null,
      round integer not null,
      workflow_id text not null,
      matrix_version_id uuid not null references policy_version,
      tier text not null,
      path jsonb not null,
      facts jsonb not null,
      status text not null default 'open' constraint approval_status_known
        check (status in ('open', 'approved', 'declined', 'withdrawn', 'expired')),
      opened_at timestamptz not null,
      ended_at timestamptz,
      constraint approval_once_a_round unique (subject_type, subject_id, round)
    );

    create table stage (
      stage_id uuid primary key,
      approval_id uuid not null references approval,
      number integer not null,
      attempt integer not null,
      submission_number integer not null,
      template jsonb not null,
      branch_id uuid not null references branch,
      status text not null default 'open'
        constraint stage_status_known check (status in ('open', 'returned', 'closed', 'unused')),
      verdict text constraint stage_verdict_known check (verdict in ('approve', 'decline', 'return')),
      opened_at timestamptz not null,
      closed_at timestamptz,
      constraint stage_once_an_attempt unique (approval_id, number, attempt),
      constraint stage_closed_with_verdict check (status <> 'closed' or verdict is not null)
    );
    create unique index stage_open_once on stage (approval_id) where status in ('open', 'returned');

    create table stage_deadline (
      stage_id uuid not null references stage,
      kind text not null,
      due_at timestamptz not null,
      done_at timestamptz,
      primary key (stage_id, kind)
    );

    create table seat (
      seat_id uuid primary key,
      stage_id uuid not null references stage,
      officer_id uuid not null references officer,
      role text,
      source text not null constraint seat_source_known
        check (source in ('role', 'named', 'head', 'delegation', 'added', 'escalated')),
      on_behalf_of_id uuid references officer,
      position integer not null,
      has_veto boolean not null default false,
      is_counted boolean not null default true,
      added_by_id uuid references officer,
      status text not null default 'open'
        constraint seat_status_known check (status in ('open', 'voted', 'recused', 'removed')),
      is_todo boolean not null default true,
      due_at timestamptz,
      created_at timestamptz not null default clock_timestamp(),
      constraint seat_once_a_person unique (stage_id, officer_id)
    );
    create index seat_todo on seat (officer_id, due_at, seat_id) where is_todo;

    create table vote (
      vote_id uuid primary key,
      stage_id uuid not null references stage,
      seat_id uuid not null references seat,
      officer_id uuid not null references officer,
      answer text not null constraint vote_answer_known check (answer in ('approve', 'decline', 'return')),
      reason_code text,
      comment text,
      details jsonb not null,
      voted_at timestamptz not null,
      constraint vote_once_a_seat unique (seat_id),
      constraint vote_once_a_person unique (stage_id, officer_id),
      constraint vote_against_has_reason check (answer = 'approve' or (reason_code is not null and comment is not null))
    );
    create index vote_officer on vote (officer_id, voted_at desc, vote_id);
    create trigger vote_append_only before update or delete on vote
      for each row execute function refuse_change();

    create table approval_event (
      approval_event_id uuid primary key,
      seq bigint generated always as identity,
      application_id uuid,
      approval_id uuid,
      stage_id uuid,
      kind text not null,
      actor_id text,
      occurred_at timestamptz not null,
      details jsonb not null
    );
    create index approval_event_application on approval_event (application_id, seq);
    create index approval_event_approval on approval_event (approval_id, seq);
    create trigger approval_event_append_only before update or delete on approval_event
      for each row execute function refuse_change();
  `.execute(db);
}
