/**
 * Double entry. An auditor must be able to replay the ledger, and an edited entry cannot be replayed: entries and
 * postings are append-only, a mistake is corrected by a reversal. Debits equal credits per entry when the
 * transaction commits, whoever wrote them.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payment (
      payment_id uuid primary key,
      loan_id uuid references loan,
      provider text not null,
      provider_reference text not null,
      amount_minor bigint not null constraint payment_amount_positive check (amount_minor > 0),
      currency text not null,
      purpose text not null constraint payment_purpose_known
        check (purpose in ('installment', 'prepayment', 'payoff')),
      effective_date date not null,
      received_date date not null,
      received_at timestamptz not null default clock_timestamp(),
      status text not null constraint payment_status_known
        check (status in ('received', 'applied', 'suspense', 'returned')),
      recorded_by text not null,
      details jsonb not null,
      constraint payment_reference_once unique (provider, provider_reference)
    );
    create index payment_unapplied on payment (loan_id) where status = 'received';

    create table account (
      account_code text primary key,
      name text not null,
      name_zh text not null,
      normal_side text not null constraint account_side_known check (normal_side in ('debit', 'credit'))
    );

    create table journal_entry (
      journal_entry_id uuid primary key,
      seq bigint generated always as identity,
      event_key text not null,
      rule text not null,
      loan_id uuid references loan,
      customer_id uuid references customer,
      branch_id uuid not null references branch,
      product text,
      currency text not null,
      effective_date date not null,
      posted_date date not null,
      reverses_entry_id uuid references journal_entry,
      created_at timestamptz not null default clock_timestamp(),
      constraint entry_once_a_rule unique (event_key, rule),
      constraint entry_reversed_once unique (reverses_entry_id)
    );
    create index journal_entry_loan on journal_entry (loan_id, seq);
    create index journal_entry_posted on journal_entry (posted_date);

    create table posting (
      journal_entry_id uuid not null references journal_entry,
      line integer not null,
      account_code text not null references account,
      side text not null constraint posting_side_known check (side in ('debit', 'credit')),
      amount_minor bigint not null constraint posting_amount_positive check (amount_minor > 0),
      currency text not null,
      component text,
      primary key (journal_entry_id, line)
    );
    create index posting_account on posting (account_code);

    create function check_entry_balance() returns trigger language plpgsql as $$
    declare
      off_balance boolean;
      line_count integer;
    begin
      select count(*), coalesce(bool_or(difference <> 0), false) into line_count, off_balance
        from (select currency, sum(case side when 'debit' then amount_minor else -amount_minor end) as difference
                from posting where journal_entry_id = new.journal_entry_id group by currency) as totals;
      if line_count = 0 or off_balance then
        raise exception 'journal entry % does not balance', new.journal_entry_id
          using errcode = 'integrity_constraint_violation';
      end if;
      return null;
    end $$;
    create constraint trigger journal_entry_balances after insert on journal_entry
      deferrable initially deferred for each row execute function check_entry_balance();
    create constraint trigger posting_balances after insert on posting
      deferrable initially deferred for each row execute function check_entry_balance();
    create trigger journal_entry_append_only before update or delete or truncate on journal_entry
      for each statement execute function refuse_change();
    create trigger posting_append_only before update or delete or truncate on posting
      for each statement execute function refuse_change();
  `.execute(db);
}
