/**
 * One collection case per customer with anything past due, what was tried, and what was promised. Attempts are kept
 * as they were made: the contact rules are judged on them.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence collection_case_number;
    create table collection_case (
      case_id uuid primary key,
      number text not null unique,
      customer_id uuid not null references customer,
      branch_id uuid not null references branch,
      status text not null default 'open' constraint case_status_known
        check (status in ('open', 'suspended', 'cured', 'written_off', 'sold')),
      level text not null,
      owner_id uuid references officer,
      bucket text not null,
      days_past_due integer not null,
      overdue_minor bigint not null,
      currency text not null,
      opened_date date not null,
      closed_date date,
      last_action_at timestamptz,
      claimed_until timestamptz,
      suspended_until_date date,
      version integer not null default 1,
      created_at timestamptz not null default clock_timestamp()
    );
    create unique index case_open_once_a_customer on collection_case (customer_id)
      where status in ('open', 'suspended');
    create index case_queue on collection_case (status, level, days_past_due desc);

    create table case_loan (
      case_id uuid not null references collection_case,
      loan_id uuid not null references loan,
      primary key (case_id, loan_id)
    );

    create table case_event (
      case_event_id uuid primary key,
      seq bigint generated always as identity,
      case_id uuid not null references collection_case,
      kind text not null,
      actor_id text,
      business_date date not null,
      occurred_at timestamptz not null,
      details jsonb not null
    );
    create index case_event_case on case_event (case_id, seq);
    create trigger case_event_append_only before update or delete on case_event
      for each row execute function refuse_change();

    create table case_step (
      case_id uuid not null references collection_case,
      kind text not null,
      anchor_date date not null,
      step_date date not null,
      done_at timestamptz not null default clock_timestamp(),
      constraint case_step_once primary key (case_id, kind, anchor_date)
    );

    create table contact_attempt (
      contact_attempt_id uuid primary key,
      case_id uuid not null references collection_case,
      customer_id uuid not null references customer,
      channel text not null,
      subject text not null,
      number_index bytea,
      purpose text not null,
      outcome text not null,
      decision jsonb not null,
      collector_id uuid references officer,
      note text,
      attempted_at timestamptz not null
    );
    create index contact_attempt_customer on contact_attempt (customer_id, attempted_at);
    create trigger contact_attempt_append_only before update or delete on contact_attempt
      for each row execute function refuse_change();

    create table promise (
      promise_id uuid primary key,
      case_id uuid not null references collection_case,
      amount_minor bigint not null constraint promise_amount_positive check (amount_minor > 0),
      currency text not null,
      created_date date not null,
      promise_date date not null,
      grace_days integer not null,
      status text not null default 'open' constraint promise_status_known
        check (status in ('open', 'kept', 'partial', 'broken', 'cancelled')),
      taken_by uuid not null references officer,
      created_at timestamptz not null default clock_timestamp(),
      judged_date date,
      constraint promise_date_ahead check (promise_date >= created_date)
    );
    create index promise_open on promise (case_id) where status = 'open';
  `.execute(db);
}
