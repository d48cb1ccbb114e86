/** What else needs several people: waivers, write-offs, changes of loans, limits, policies and rights, exports of data. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table approval_request (
      request_id uuid primary key,
      subject_type text not null constraint approval_request_subject_known check (subject_type in
        ('loan_change', 'waiver', 'write_off', 'limit_change', 'policy_version', 'role_grant', 'data_export')),
      subject_id text not null,
      title text not null,
      content jsonb not null,
      amount_minor bigint not null default 0 constraint approval_request_amount_not_negative check (amount_minor >= 0),
      currency text not null,
      customer_id uuid references customer,
      branch_id uuid not null references branch,
      requested_by_id uuid not null references officer,
      status text not null default 'open' constraint approval_request_status_known
        check (status in ('open', 'approved', 'declined', 'withdrawn')),
      requested_at timestamptz not null,
      decided_at timestamptz
    );
    create unique index approval_request_open_once on approval_request (subject_type, subject_id) where status = 'open';
    create index approval_request_requester on approval_request (requested_by_id, requested_at desc);
  `.execute(db);
}
