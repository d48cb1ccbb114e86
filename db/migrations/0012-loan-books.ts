/**
 * What servicing a loan adds. The chart of accounts, so that a posting can name nothing else. A use of credit
 * balance is an allocation without an event of its own, so an allocation is known by its key. The position keeps
 * since when money is held and which due date is the oldest unpaid one, so that lists need no replay. A change of a
 * loan is a request that one person quotes and another confirms; it becomes an event only then.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into account (account_code, name, name_zh, normal_side) values
      ('1001', 'bank_clearing', '银行存款 / 清算', 'debit'),
      ('1101', 'loan_principal', '贷款—本金', 'debit'),
      ('1102', 'loan_principal_nonperforming', '不良贷款—本金', 'debit'),
      ('1111', 'interest_receivable', '应收利息', 'debit'),
      ('1112', 'penalty_receivable', '应收罚息、复利', 'debit'),
      ('1113', 'fee_receivable', '应收手续费', 'debit'),
      ('1119', 'interest_suspense', '未确认利息(表外核算)', 'credit'),
      ('1191', 'loss_allowance', '贷款损失准备', 'credit'),
      ('2101', 'customer_credit', '溢缴款', 'credit'),
      ('2102', 'unallocated_receipts', '待核销收款', 'credit'),
      ('2103', 'deferred_fee_income', '递延手续费收入', 'credit'),
      ('4101', 'interest_income', '利息收入', 'credit'),
      ('4102', 'penalty_income', '罚息收入', 'credit'),
      ('4103', 'fee_income', '手续费收入', 'credit'),
      ('4104', 'recovery_income', '已核销收回', 'credit'),
      ('5101', 'impairment_loss', '信用减值损失', 'debit'),
      ('5102', 'waiver_expense', '减免损失', 'debit'),
      ('9101', 'commitments_undrawn', '未提用承诺', 'debit'),
      ('9102', 'commitments_contra', '未提用承诺对方科目', 'credit'),
      ('9111', 'written_off_claims', '账销案存', 'debit'),
      ('9112', 'written_off_contra', '账销案存对方科目', 'credit');

    alter table loan add column non_performing_since date;

    alter table disbursement drop constraint disbursement_status_known;
    alter table disbursement add constraint disbursement_status_known check (status in
      ('requested', 'released', 'sending', 'confirmed', 'refused', 'unknown', 'cancelled'));
    drop index disbursement_open_once;
    create unique index disbursement_open_once on disbursement (application_id)
      where status not in ('refused', 'cancelled');
    alter table disbursement add column query_count integer not null default 0;

    alter table loan_position add column oldest_due_date date;
    alter table loan_position add column credit_since_date date;

    alter table allocation alter column loan_event_id drop not null;
    alter table allocation drop constraint allocation_loan_event_id_line_key;
    alter table allocation add column allocation_key text not null;
    alter table allocation add column kind text not null constraint allocation_kind_known
      check (kind in ('payment', 'prepayment', 'payoff', 'credit_use', 'recovery'));
    alter table allocation add column effective_date date not null;
    alter table allocation add constraint allocation_line_once unique (loan_id, allocation_key, line);

    create table loan_change (
      loan_change_id uuid primary key,
      loan_id uuid not null references loan,
      kind text not null constraint loan_change_kind_known check (kind in
        ('reversal', 'prepayment', 'waiver', 'rate_change', 'terms_change', 'write_off', 'refund', 'charge')),
      status text not null constraint loan_change_status_known
        check (status in ('quoted', 'confirmed', 'applied', 'rejected')),
      effective_date date not null,
      payload jsonb not null,
      quote jsonb not null,
      quoted_seq integer not null,
      requested_by uuid references officer,
      confirmed_by uuid references officer,
      requested_date date not null,
      confirmed_date date,
      version integer not null default 1,
      created_at timestamptz not null default clock_timestamp(),
      constraint loan_change_needs_second_person check (confirmed_by is null or confirmed_by <> requested_by)
    );
    create index loan_change_loan on loan_change (loan_id, created_at);
    create index loan_change_unapplied on loan_change (loan_id) where status = 'confirmed';
  `.execute(db);
}
