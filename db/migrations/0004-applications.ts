/**
 * A request for credit from draft to a final state. Submissions and assessments are snapshots: what the approvers
 * saw must stay what they saw, whatever the applicant corrects later.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence application_number;
    create table application (
      application_id uuid primary key,
      number text not null unique,
      customer_id uuid not null references customer,
      branch_id uuid not null references branch,
      status text not null constraint application_status_known check (status in
        ('draft', 'submitted', 'in_review', 'returned', 'approved', 'offered', 'accepted', 'ready', 'booked',
         'declined', 'expired', 'withdrawn', 'cancelled')),
      round integer not null default 1,
      product_version_id uuid not null references policy_version,
      matrix_version_id uuid references policy_version,
      scorecard_version_id uuid references policy_version,
      amount_minor bigint not null constraint application_amount_positive check (amount_minor > 0),
      currency text not null,
      content jsonb not null,
      grade text,
      tier text,
      created_by text not null,
      submitted_by text,
      account_manager_id uuid not null references officer,
      loan_id uuid,
      version integer not null default 1,
      created_at timestamptz not null default clock_timestamp(),
      created_date date not null,
      changed_date date not null,
      submitted_at timestamptz,
      submitted_date date,
      returned_at timestamptz,
      decided_at timestamptz,
      decided_date date,
      constraint application_pins_versions check (status in ('draft', 'expired', 'withdrawn')
        or (matrix_version_id is not null and scorecard_version_id is not null))
    );
    create index application_status on application (status, created_at desc, application_id);
    create index application_branch on application (branch_id, created_at desc, application_id);
    create index application_count on application (branch_id, status, grade);
    create index application_newest on application (created_at desc, application_id);
    create index application_creator on application (created_by, created_at desc, application_id);
    create index application_customer on application (customer_id);

    create table document (
      document_id uuid primary key,
      customer_id uuid not null references customer,
      application_id uuid references application,
      kind text not null,
      file_name text not null,
      media_type text not null,
      size_bytes integer not null,
      sha256 text not null,
      content bytea not null,
      issued_date date,
      expiry_date date,
      received_by text not null,
      received_at timestamptz not null default clock_timestamp()
    );
    create index document_application on document (application_id);

    create table application_submission (
      submission_id uuid primary key,
      application_id uuid not null references application,
      number integer not null,
      content jsonb not null,
      submitted_by text not null,
      submitted_at timestamptz not null default clock_timestamp(),
      unique (application_id, number)
    );
    create trigger application_submission_append_only before update or delete on application_submission
      for each row execute function refuse_change();

    create table assessment (
      assessment_id uuid primary key,
      application_id uuid not null references application,
      round integer not null,
      submission_number integer not null,
      inputs jsonb not null,
      rules jsonb not null,
      factors jsonb not null,
      score integer,
      grade text,
      outcome text not null constraint assessment_outcome_known check (outcome in ('approve', 'refer', 'decline')),
      reasons jsonb not null,
      versions jsonb not null,
      created_at timestamptz not null default clock_timestamp(),
      constraint assessment_once unique (application_id, round, submission_number)
    );
    create trigger assessment_append_only before update or delete on assessment
      for each row execute function refuse_change();

    create table offer (
      offer_id uuid primary key,
      application_id uuid not null references application,
      round integer not null,
      status text not null constraint offer_status_known
        check (status in ('issued', 'accepted', 'expired', 'superseded')),
      amount_minor bigint not null constraint offer_amount_positive check (amount_minor > 0),
      currency text not null,
      terms jsonb not null,
      schedule jsonb not null,
      all_in_simple_ppm integer not null,
      all_in_compound_ppm integer not null,
      content_hash text not null,
      issued_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      accepted_by text
    );
    create unique index offer_open_once on offer (application_id) where status in ('issued', 'accepted');
    create index offer_application on offer (application_id, issued_at);

    create table condition_precedent (
      condition_id uuid primary key,
      application_id uuid not null references application,
      stage_id uuid,
      kind text not null constraint condition_kind_known check (kind in
        ('document', 'security_registered', 'insurance', 'account_opened', 'guarantor_signed', 'other_debt_paid')),
      description text not null,
      status text not null default 'open'
        constraint condition_status_known check (status in ('open', 'satisfied', 'checked', 'waived')),
      evidence_document_id uuid references document,
      satisfied_by text,
      checked_by text,
      deadline_date date not null,
      constraint condition_checked_by_another check (checked_by is null or checked_by <> satisfied_by)
    );

    create table disbursement (
      disbursement_id uuid primary key,
      application_id uuid not null references application,
      offer_id uuid not null references offer,
      status text not null constraint disbursement_status_known
        check (status in ('requested', 'released', 'sending', 'confirmed', 'refused', 'unknown', 'cancelled')),
      amount_minor bigint not null constraint disbursement_amount_positive check (amount_minor > 0),
      currency text not null,
      made_by uuid not null references officer,
      released_by uuid references officer,
      requested_at timestamptz not null default clock_timestamp(),
      released_at timestamptz,
      attempt_count integer not null default 0,
      rail_reference text,
      refusal_code text,
      effective_date date,
      version integer not null default 1,
      constraint disbursement_needs_second_person check (released_by is null or released_by <> made_by)
    );
    create unique index disbursement_open_once on disbursement (application_id)
      where status not in ('refused', 'cancelled');
  `.execute(db);
}
