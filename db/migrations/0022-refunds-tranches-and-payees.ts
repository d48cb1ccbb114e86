/**
 * Money that leaves the house in more ways than one transfer for each application. A refund of a credit balance goes
 * over the payment rail like a disbursement, so its fate needs a row. A loan may be paid out in parts, so an application
 * has one disbursement in the works at a time instead of one for ever, and a loan keeps until when more may be drawn.
 * A payee who is not the borrower is recorded by one person and checked by another; a stop keeps a customer's money in
 * the house until somebody lifts it.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into account (account_code, name, name_zh, normal_side)
      values ('2104', 'refunds_in_transit', '在途退款', 'credit');

    create table refund (
      refund_id uuid primary key,
      loan_id uuid not null references loan,
      loan_event_id uuid not null unique references loan_event,
      status text not null constraint refund_status_known
        check (status in ('released', 'sending', 'unknown', 'confirmed', 'refused', 'returned')),
      amount_minor bigint not null constraint refund_amount_positive check (amount_minor > 0),
      currency text not null,
      requested_by text,
      confirmed_by text,
      released_at timestamptz not null,
      attempt_count integer not null default 0,
      query_count integer not null default 0,
      rail_reference text,
      refusal_code text,
      effective_date date,
      version integer not null default 1,
      constraint refund_needs_second_person check (confirmed_by is null or confirmed_by <> requested_by)
    );
    create index refund_loan on refund (loan_id, released_at);
    create index refund_in_flight on refund (loan_id) where status in ('released', 'sending', 'unknown');

    create table entrusted_payee (
      payee_id uuid primary key,
      application_id uuid not null references application,
      name text not null,
      account_cipher bytea not null,
      account_index bytea not null,
      account_mask text not null,
      purpose text not null,
      document_id uuid references document,
      recorded_by uuid not null references officer,
      recorded_at timestamptz not null,
      checked_by uuid references officer,
      checked_at timestamptz,
      version integer not null default 1,
      constraint entrusted_payee_checked_by_another check (checked_by is null or checked_by <> recorded_by)
    );
    create index entrusted_payee_application on entrusted_payee (application_id, recorded_at);

    create table disbursement_stop (
      stop_id uuid primary key,
      customer_id uuid not null references customer,
      reason text not null,
      set_by uuid not null references officer,
      set_at timestamptz not null,
      lifted_by uuid references officer,
      lifted_at timestamptz,
      lift_reason text,
      constraint disbursement_stop_lifted_by_another check (lifted_by is null or lifted_by <> set_by)
    );
    create index disbursement_stop_customer on disbursement_stop (customer_id, set_at);

    drop index disbursement_open_once;
    create unique index disbursement_open_once on disbursement (application_id)
      where status not in ('refused', 'cancelled', 'confirmed');
    alter table disbursement add column contract_hash text;
    alter table disbursement add column payee_id uuid references entrusted_payee;
    alter table disbursement add column account_name text;
    alter table disbursement add column account_index bytea;

    alter table loan add column draw_until_date date;
    alter table offer add column tranches jsonb;
  `.execute(db);
}
