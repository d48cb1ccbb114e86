/**
 * A loan is its list of events; installments, position and allocations are what replaying that list gave, rewritten
 * whole. Only the list is the truth, so only the list is append-only.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence loan_number;
    create table loan (
      loan_id uuid primary key,
      number text not null unique,
      application_id uuid not null unique references application,
      customer_id uuid not null references customer,
      branch_id uuid not null references branch,
      product_version_id uuid not null references policy_version,
      currency text not null,
      principal_minor bigint not null constraint loan_principal_positive check (principal_minor > 0),
      status text not null constraint loan_status_known check (status in ('active', 'closed', 'written_off')),
      opened_date date not null,
      closed_date date,
      version integer not null default 1,
      created_at timestamptz not null default clock_timestamp()
    );
    create index loan_customer on loan (customer_id);
    create index loan_newest on loan (created_at desc, loan_id);
    alter table application add constraint application_loan foreign key (loan_id) references loan
      deferrable initially deferred;

    create table loan_terms (
      loan_id uuid not null references loan,
      number integer not null,
      terms jsonb not null,
      effective_date date not null,
      created_at timestamptz not null default clock_timestamp(),
      primary key (loan_id, number)
    );

    create table loan_event (
      loan_event_id uuid primary key,
      loan_id uuid not null references loan,
      seq integer not null,
      kind text not null,
      effective_date date not null,
      recorded_date date not null,
      recorded_at timestamptz not null default clock_timestamp(),
      business_key text not null unique,
      payload jsonb not null,
      actor_id text,
      constraint loan_event_in_order unique (loan_id, seq)
    );
    create trigger loan_event_append_only before update or delete or truncate on loan_event
      for each statement execute function refuse_change();

    create table installment (
      loan_id uuid not null references loan,
      number integer not null,
      start_date date not null,
      due_date date not null,
      principal_minor bigint not null,
      interest_minor bigint not null,
      fee_minor bigint not null,
      penalty_minor bigint not null,
      principal_paid_minor bigint not null,
      interest_paid_minor bigint not null,
      fee_paid_minor bigint not null,
      penalty_paid_minor bigint not null,
      waived_minor bigint not null,
      balance_minor bigint not null,
      paid_date date,
      primary key (loan_id, number),
      constraint installment_amounts_not_negative check (least(principal_minor, interest_minor, fee_minor,
        penalty_minor, principal_paid_minor, interest_paid_minor, fee_paid_minor, penalty_paid_minor,
        waived_minor, balance_minor) >= 0)
    );
    create index installment_due on installment (due_date);

    create table loan_position (
      loan_id uuid primary key references loan,
      business_date date not null,
      currency text not null,
      principal_minor bigint not null,
      interest_due_minor bigint not null,
      fee_due_minor bigint not null,
      penalty_due_minor bigint not null,
      overdue_minor bigint not null,
      credit_minor bigint not null,
      interest_earned_minor bigint not null,
      penalty_earned_minor bigint not null,
      days_past_due integer not null,
      bucket text not null,
      next_due_date date,
      next_due_minor bigint not null,
      last_seq integer not null
    );
    create index loan_position_late on loan_position (days_past_due desc) where days_past_due > 0;

    create table allocation (
      allocation_id uuid primary key,
      loan_id uuid not null references loan,
      loan_event_id uuid not null references loan_event,
      line integer not null,
      installment_number integer,
      component text not null constraint allocation_component_known
        check (component in ('penalty', 'fee', 'interest', 'principal', 'credit')),
      amount_minor bigint not null constraint allocation_amount_positive check (amount_minor > 0),
      unique (loan_event_id, line)
    );
    create index allocation_loan on allocation (loan_id);

    create table loan_step (
      loan_id uuid not null references loan,
      kind text not null,
      installment_number integer not null,
      step_date date not null,
      done_at timestamptz not null default clock_timestamp(),
      constraint loan_step_once primary key (loan_id, kind, installment_number, step_date)
    );

    create table payoff_quote (
      payoff_quote_id uuid primary key,
      loan_id uuid not null references loan,
      business_date date not null,
      payoff_date date not null,
      good_through_date date not null,
      amount_minor bigint not null,
      currency text not null,
      parts jsonb not null,
      quoted_by text not null,
      quoted_at timestamptz not null default clock_timestamp()
    );
    create index payoff_quote_loan on payoff_quote (loan_id, good_through_date);
  `.execute(db);
}
