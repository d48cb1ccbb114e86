/**
 * What borrowers do for themselves: read what was written to them, pay, promise, ask for help, complain. An order to
 * pay is not a payment: money that arrives is one, and the order then names it.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table notice add column read_at timestamptz;

    -- A promise may be given by the borrower themselves.
    alter table promise drop constraint if exists promise_taken_by_fkey;
    -- What they ask may stop contact, also while nothing is past due.
    alter table contact_stop drop constraint if exists contact_stop_set_by_fkey;
    alter table contact_stop drop constraint if exists contact_stop_lifted_by_fkey;

    create table payment_order (
      payment_order_id uuid primary key,
      loan_id uuid not null references loan,
      customer_id uuid not null references customer,
      amount_minor bigint not null constraint payment_order_amount_positive check (amount_minor > 0),
      currency text not null,
      purpose text not null constraint payment_order_purpose_known
        check (purpose in ('installment', 'prepayment', 'payoff')),
      method text not null constraint payment_order_method_known check (method in ('direct_debit', 'transfer')),
      payoff_quote_id uuid references payoff_quote,
      strategy text,
      -- ISO 11649: what the borrower writes on a transfer, what the bank quotes on a debit.
      reference text not null unique,
      business_date date not null,
      status text not null constraint payment_order_status_known
        check (status in ('awaiting_transfer', 'queued', 'sending', 'settled', 'refused', 'unknown', 'expired')),
      refusal_code text,
      rail_reference text,
      payment_id uuid references payment,
      claimed_until timestamptz,
      attempt_count integer not null default 0,
      created_at timestamptz not null default clock_timestamp(),
      settled_at timestamptz,
      constraint payment_order_settled_names_payment check ((status = 'settled') = (payment_id is not null))
    );
    create index payment_order_loan on payment_order (loan_id, created_at desc);
    create index payment_order_queue on payment_order (created_at)
      where status in ('queued', 'sending', 'unknown');

    create table borrower_request (
      borrower_request_id uuid primary key,
      number text not null unique,
      customer_id uuid not null references customer,
      branch_id uuid not null references branch,
      loan_id uuid references loan,
      application_id uuid references application,
      kind text not null constraint borrower_request_kind_known
        check (kind in ('hardship', 'complaint', 'question')),
      -- Hardship: why, and what would help.
      reason text,
      proposal text,
      body text not null,
      status text not null default 'requested' constraint borrower_request_status_known
        check (status in ('requested', 'under_review', 'granted', 'declined', 'answered', 'withdrawn')),
      answer text,
      answered_by uuid references officer,
      answered_at timestamptz,
      answer_read_at timestamptz,
      due_date date not null,
      contact_stopped_until date,
      requested_date date not null,
      requested_at timestamptz not null,
      version integer not null default 1,
      constraint borrower_request_answer_has_author check ((answer is null) = (answered_by is null))
    );
    create sequence borrower_request_number;
    create index borrower_request_customer on borrower_request (customer_id, requested_at desc);
    create index borrower_request_desk on borrower_request (branch_id, status, due_date);
  `.execute(db);
}
