/**
 * The machinery every command and every step stands on: a key per command, a line per message to a workflow, a row
 * per open process, and an audit event per change. The audit trail is append-only, because an auditor must be able
 * to trust what it says about its own administrators.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table command_key (
      command_key text primary key,
      request_hash text not null,
      result jsonb,
      created_at timestamptz not null default clock_timestamp()
    );

    create table process (
      workflow_id text primary key,
      kind text not null,
      subject_id text not null,
      status text not null default 'open' constraint process_status_known check (status in ('open', 'ended')),
      next_wake_at timestamptz,
      changed_at timestamptz not null default clock_timestamp()
    );
    create index process_due on process (next_wake_at) where status = 'open' and next_wake_at is not null;

    create table outbox (
      outbox_id uuid primary key,
      seq bigint generated always as identity,
      workflow_id text not null,
      action text not null constraint outbox_action_known check (action in ('start', 'signal')),
      name text not null,
      payload jsonb not null,
      status text not null default 'waiting'
        constraint outbox_status_known check (status in ('waiting', 'sent', 'not_needed')),
      attempt_count integer not null default 0,
      available_at timestamptz not null default clock_timestamp(),
      claimed_until timestamptz,
      last_error text,
      created_at timestamptz not null default clock_timestamp(),
      sent_at timestamptz
    );
    create index outbox_waiting on outbox (seq) where status = 'waiting';
    create function tell_relay() returns trigger language plpgsql as $$
    begin
      perform pg_notify('outbox', '');
      return null;
    end $$;
    create trigger outbox_tells_relay after insert on outbox for each statement execute function tell_relay();

    create table audit_event (
      audit_event_id uuid primary key,
      seq bigint generated always as identity,
      actor_id text,
      action text not null,
      subject_type text not null,
      subject_id text not null,
      before jsonb,
      after jsonb,
      business_date date not null,
      occurred_at timestamptz not null default clock_timestamp(),
      request_id text
    );
    create index audit_event_subject on audit_event (subject_type, subject_id, seq);
    create trigger audit_event_append_only before update or delete or truncate on audit_event
      for each statement execute function refuse_change();

    create table training_move (
      move_id uuid primary key,
      requested_by uuid not null references officer,
      from_date date not null,
      to_date date not null,
      reached_date date,
      status text not null constraint training_move_status_known check (status in ('requested', 'moving', 'done')),
      woken_count integer not null default 0,
      created_at timestamptz not null default clock_timestamp(),
      ended_at timestamptz,
      constraint training_move_goes_forward check (to_date >= from_date)
    );
    create unique index training_move_one_at_a_time on training_move ((true)) where status <> 'done';

    create table notice (
      notice_id uuid primary key,
      business_key text not null unique,
      customer_id uuid,
      officer_id uuid references officer,
      loan_id uuid,
      case_id uuid,
      application_id uuid,
      template text not null,
      channel text not null constraint notice_channel_known
        check (channel in ('sms', 'email', 'push', 'voice', 'letter', 'visit', 'console')),
      language text not null constraint notice_language_known check (language in ('zh-CN', 'en')),
      subject text not null,
      body text not null,
      business_date date not null,
      status text not null default 'queued'
        constraint notice_status_known check (status in ('queued', 'sent', 'failed', 'unknown', 'withheld')),
      decision jsonb,
      sent_at timestamptz,
      failure text,
      created_at timestamptz not null default clock_timestamp()
    );
    create index notice_queued on notice (created_at) where status = 'queued';
    create index notice_customer on notice (customer_id, created_at);
  `.execute(db);
}
