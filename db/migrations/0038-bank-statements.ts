/**
 * What the bank says it has booked, line by line. A file is taken once, a line is taken once whatever file it stands in,
 * and a line is matched with one movement of money, which no other line is matched with: so bank and ledger can be
 * compared day by day. Of the payer's account only an index and a mask are kept.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table bank_statement (
      statement_id uuid primary key,
      channel text not null,
      file_name text not null,
      content_hash text not null unique,
      currency text not null,
      from_date date not null,
      to_date date not null,
      line_count integer not null constraint bank_statement_has_lines check (line_count > 0),
      in_minor bigint not null,
      out_minor bigint not null,
      imported_by uuid not null references officer,
      imported_at timestamptz not null,
      constraint bank_statement_days_in_order check (from_date <= to_date)
    );
    create index bank_statement_days on bank_statement (to_date desc, from_date);

    create table bank_line (
      line_id uuid primary key,
      statement_id uuid not null references bank_statement,
      file_row integer not null,
      channel text not null,
      booked_date date not null,
      direction text not null constraint bank_line_direction_known check (direction in ('in', 'out')),
      amount_minor bigint not null constraint bank_line_amount_positive check (amount_minor > 0),
      currency text not null,
      reference text not null,
      payer_name text,
      payer_account_index bytea,
      payer_account_mask text,
      remark text,
      payment_id uuid unique references payment,
      disbursement_id uuid unique references disbursement,
      refund_id uuid unique references refund,
      matched_by uuid references officer,
      matched_at timestamptz,
      constraint bank_line_taken_once unique (channel, reference),
      constraint bank_line_matches_one check (num_nonnulls(payment_id, disbursement_id, refund_id) <= 1),
      constraint bank_line_match_has_person check (
        (num_nonnulls(payment_id, disbursement_id, refund_id) = 1) = (matched_by is not null)
        and (matched_by is null) = (matched_at is null)
      )
    );
    create index bank_line_day on bank_line (booked_date, line_id);
    create index bank_line_open on bank_line (booked_date, line_id) where matched_by is null;
  `.execute(db);
}
