/**
 * What approvers do besides voting: hand on, ask, have others sign, step aside, claim, remind, take back, offer other
 * terms. Each is a row of its own that is added or marked and never removed, because a decision record that forgets who
 * was asked is none. A vote that was taken back stays; only the marking of it is let through.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table seat
      add column parent_seat_id uuid references seat,
      add column transfer_count integer not null default 0
        constraint seat_transferred_twice_at_most check (transfer_count between 0 and 2),
      add column added_group_id uuid,
      add column added_placement text constraint seat_placement_known
        check (added_placement in ('before', 'after', 'parallel')),
      add column added_mode text constraint seat_added_mode_known
        check (added_mode in ('any', 'all', 'sequential')),
      add constraint seat_added_group_whole check
        ((added_group_id is null) = (added_placement is null) and (added_group_id is null) = (added_mode is null));

    alter table stage
      add column claimed_by_id uuid references officer,
      add column claimed_until timestamptz,
      add constraint stage_claim_whole check ((claimed_by_id is null) = (claimed_until is null));

    alter table vote
      add column taken_back_at timestamptz,
      add column delegation_id uuid references delegation,
      drop constraint vote_once_a_seat,
      drop constraint vote_once_a_person;
    create unique index vote_once_a_seat on vote (seat_id) where taken_back_at is null;
    create unique index vote_once_a_person on vote (stage_id, officer_id) where taken_back_at is null;
    create index vote_stage on vote (stage_id);
    create function allow_only_taking_back() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.taken_back_at is null and new.taken_back_at is not null
        and to_jsonb(new) - 'taken_back_at' = to_jsonb(old) - 'taken_back_at' then
        return new;
      end if;
      raise exception 'a vote is taken back, never changed' using errcode = 'integrity_constraint_violation';
    end $$;
    drop trigger vote_append_only on vote;
    create trigger vote_append_only before update or delete on vote
      for each row execute function allow_only_taking_back();

    create index delegation_delegate on delegation (to_officer_id, ends_date) where ended_at is null;
    create index delegation_delegator on delegation (from_officer_id, ends_date) where ended_at is null;

    create table interest_declaration (
      application_id uuid not null references application,
      officer_id uuid not null references officer,
      stage_id uuid not null references stage,
      kind text not null,
      comment text not null,
      declared_at timestamptz not null,
      primary key (application_id, officer_id)
    );

    create table advice (
      advice_id uuid primary key,
      stage_id uuid not null references stage,
      seat_id uuid not null references seat,
      asked_by_id uuid not null references officer,
      asked_of_id uuid not null references officer,
      question text not null,
      status text not null default 'open'
        constraint advice_status_known check (status in ('open', 'answered', 'taken_back')),
      asked_at timestamptz not null,
      answer text,
      ended_at timestamptz,
      constraint advice_of_another_person check (asked_of_id <> asked_by_id),
      constraint advice_answered_in_words check (status <> 'answered' or answer is not null)
    );
    create unique index advice_open_once on advice (seat_id) where status = 'open';
    create index advice_asked_of on advice (asked_of_id, asked_at) where status = 'open';

    create table case_copy (
      application_id uuid not null references application,
      officer_id uuid not null references officer,
      copied_by_id uuid not null references officer,
      copied_at timestamptz not null,
      note text,
      read_at timestamptz,
      primary key (application_id, officer_id)
    );
    create index case_copy_reader on case_copy (officer_id, copied_at desc);

    create table case_comment (
      comment_id uuid primary key,
      application_id uuid not null references application,
      stage_id uuid references stage,
      author_id uuid not null references officer,
      text text not null,
      mentioned_ids uuid[] not null default '{}',
      written_at timestamptz not null
    );
    create index case_comment_application on case_comment (application_id, written_at);
    create trigger case_comment_append_only before update or delete on case_comment
      for each row execute function refuse_change();

    create table stage_reminder (
      reminder_id uuid primary key,
      stage_id uuid not null references stage,
      number integer not null constraint stage_reminder_three_at_most check (number between 1 and 3),
      reminded_by_id uuid not null references officer,
      officer_ids uuid[] not null,
      reminded_at timestamptz not null,
      constraint stage_reminder_once unique (stage_id, number)
    );
    create trigger stage_reminder_append_only before update or delete on stage_reminder
      for each row execute function refuse_change();

    create table counter_offer (
      counter_offer_id uuid primary key,
      application_id uuid not null references application,
      approval_id uuid not null references approval,
      stage_id uuid not null references stage,
      officer_id uuid not null references officer,
      amount_minor bigint not null constraint counter_offer_positive check (amount_minor > 0),
      currency text not null,
      installment_count integer not null,
      security text,
      status text not null default 'open' constraint counter_offer_status_known
        check (status in ('open', 'accepted', 'refused', 'superseded', 'expired')),
      made_at timestamptz not null,
      answered_at timestamptz,
      answered_by text
    );
    create unique index counter_offer_open_once on counter_offer (application_id) where status = 'open';

    alter table condition_precedent
      drop constraint condition_status_known,
      add constraint condition_status_known
        check (status in ('open', 'satisfied', 'checked', 'waived', 'dropped')),
      add column vote_id uuid references vote,
      add column set_by uuid references officer,
      add column set_at timestamptz,
      add column note text,
      add column satisfied_at timestamptz,
      add column checked_at timestamptz,
      add column waived_by uuid references officer,
      add column waived_at timestamptz,
      add column waiver_reason text,
      add constraint condition_waived_with_reason
        check (status <> 'waived' or (waived_by is not null and waiver_reason is not null));
    create index condition_application on condition_precedent (application_id);

    create table saved_view (
      saved_view_id uuid primary key,
      owner_id uuid not null references officer,
      branch_id uuid not null references branch,
      name text not null,
      queue text not null,
      filter jsonb not null,
      is_shared boolean not null default false,
      created_at timestamptz not null default clock_timestamp(),
      constraint saved_view_name_once unique (owner_id, name)
    );
    create index saved_view_branch on saved_view (branch_id) where is_shared;
  `.execute(db);
}
