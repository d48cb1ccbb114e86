/**
 * Requests are work like applications: they have a number, stand in the queues, can be returned and handed in again,
 * and take effect on a date of their own. A change of a loan names the request that decides it. Interests, copies and
 * comments belong to either, so they name their subject. What was approved before had its effect when it was approved.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence approval_request_number;
    alter table approval_request
      drop constraint approval_request_subject_known,
      drop constraint approval_request_status_known,
      add column number text,
      add column effective_date date,
      add column submission_number integer not null default 1,
      add column returned_at timestamptz,
      add column effected_at timestamptz,
      add column outcome_code text;
    update approval_request set
      number = 'AR' || to_char(requested_at, 'YYYY') || '-' || lpad(nextval('approval_request_number')::text, 6, '0'),
      effective_date = (requested_at at time zone (select time_zone from installation limit 1))::date,
      effected_at = case when status = 'approved' then decided_at end,
      status = case when status = 'approved' then 'effective' else status end;
    alter table approval_request
      alter column number set not null,
      alter column effective_date set not null,
      alter column requested_by_id drop not null,
      add constraint approval_request_number_once unique (number),
      add constraint approval_request_subject_known check (subject_type in ('loan_change', 'loan_correction', 'waiver',
        'write_off', 'limit_change', 'policy_version', 'role_grant', 'data_export')),
      add constraint approval_request_status_known check (status in
        ('open', 'returned', 'approved', 'effective', 'declined', 'withdrawn', 'expired', 'lapsed')),
      add constraint approval_request_lapsed_with_reason check ((status = 'lapsed') = (outcome_code is not null)),
      add constraint approval_request_effective_once check ((status = 'effective') = (effected_at is not null));
    drop index approval_request_open_once;
    create unique index approval_request_open_once on approval_request (subject_type, subject_id)
      where status in ('open', 'returned', 'approved');

    alter table loan_change
      drop constraint loan_change_status_known,
      add column request_id uuid references approval_request,
      add constraint loan_change_status_known check (status in
        ('quoted', 'confirmed', 'applied', 'rejected', 'withdrawn', 'expired', 'lapsed'));
    -- Who asked before there were requests asks again, on the loan as it is now.
    update loan_change set status = 'expired' where status = 'quoted';
    create unique index loan_change_request on loan_change (request_id) where request_id is not null;

    alter table interest_declaration drop constraint interest_declaration_application_id_fkey;
    alter table interest_declaration rename column application_id to subject_id;
    alter table case_copy drop constraint case_copy_application_id_fkey;
    alter table case_copy rename column application_id to subject_id;
    alter table case_comment drop constraint case_comment_application_id_fkey;
    alter table case_comment rename column application_id to subject_id;

    update approval set facts = approval.facts || jsonb_build_object('product', approval.subject_type)
      where subject_type <> 'application';
    update seat set is_todo = true
      from stage join approval on approval.approval_id = stage.approval_id
      where seat.stage_id = stage.stage_id and seat.status = 'open' and stage.status = 'open'
        and approval.subject_type <> 'application';

    create index approval_subject on approval (subject_id);

    create table export_file (
      request_id uuid primary key references approval_request,
      job_id uuid not null,
      file_name text not null,
      row_count integer not null,
      expires_at timestamptz not null
    );
    create index export_file_expiry on export_file (expires_at);
    create table export_part (
      request_id uuid not null references approval_request,
      number integer not null,
      content bytea not null,
      primary key (request_id, number)
    );
  `.execute(db);
}
