/**
 * Who works here, in which branch, on which days, by which policy. The clock offset stands beside the mode so that
 * one constraint can promise that a production installation is never ahead of real time.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
    end $$;

    create table installation (
      singleton boolean primary key default true constraint installation_is_one check (singleton),
      mode text not null constraint installation_mode_known check (mode in ('production', 'training')),
      time_zone text not null,
      clock_offset_ms bigint not null default 0,
      created_at timestamptz not null default clock_timestamp(),
      constraint clock_never_runs_back check (clock_offset_ms >= 0),
      constraint production_has_no_offset check (mode = 'training' or clock_offset_ms = 0)
    );
    create function refuse_mode_change() returns trigger language plpgsql as $$
    begin
      if new.mode <> old.mode then
        raise exception 'an installation keeps its mode' using errcode = 'integrity_constraint_violation';
      end if;
      if new.clock_offset_ms < old.clock_offset_ms then
        raise exception 'the clock never runs back' using errcode = 'integrity_constraint_violation';
      end if;
      return new;
    end $$;
    create trigger installation_keeps_mode before update on installation
      for each row execute function refuse_mode_change();
    create trigger installation_stays before delete on installation
      for each row execute function refuse_change();

    create table business_day (
      business_date date primary key,
      status text not null constraint business_day_status_known check (status in ('open', 'closed')),
      closed_at timestamptz,
      summary jsonb
    );

    create table branch (
      branch_id uuid primary key,
      code text not null unique,
      name text not null,
      parent_branch_id uuid references branch,
      office_hours jsonb not null,
      time_zone text not null
    );

    create table officer (
      officer_id uuid primary key,
      user_id text not null unique,
      user_name text not null unique,
      display_name text not null,
      branch_id uuid not null references branch,
      reports_to_id uuid references officer,
      limit_minor bigint,
      limit_currency text,
      status text not null default 'active' constraint officer_status_known check (status in ('active', 'left')),
      version integer not null default 1,
      constraint officer_limit_has_currency check ((limit_minor is null) = (limit_currency is null))
    );

    create table role_grant (
      role_grant_id uuid primary key,
      officer_id uuid not null references officer,
      role text not null,
      branch_id uuid references branch,
      granted_by uuid references officer,
      granted_at timestamptz not null default clock_timestamp(),
      revoked_at timestamptz,
      constraint role_grant_needs_another_person check (granted_by is null or granted_by <> officer_id)
    );
    create unique index role_granted_once on role_grant (officer_id, role, branch_id) nulls not distinct
      where revoked_at is null;

    create table delegation (
      delegation_id uuid primary key,
      from_officer_id uuid not null references officer,
      to_officer_id uuid not null references officer,
      starts_date date not null,
      ends_date date not null,
      scope jsonb not null,
      created_at timestamptz not null default clock_timestamp(),
      ended_at timestamptz,
      constraint delegation_to_another_person check (from_officer_id <> to_officer_id),
      constraint delegation_at_most_30_days check (ends_date >= starts_date and ends_date - starts_date <= 30)
    );

    create table calendar_year (
      year integer primary key,
      status text not null constraint calendar_year_status_known check (status in ('published', 'provisional')),
      source text not null
    );
    create table calendar_day (
      day_date date primary key,
      kind text not null constraint calendar_day_kind_known check (kind in ('holiday', 'make_up_workday')),
      name text not null
    );

    create table policy_version (
      policy_version_id uuid primary key,
      kind text not null constraint policy_kind_known
        check (kind in ('matrix', 'product', 'scorecard', 'reminder_plan', 'contact_policy')),
      name text not null,
      number integer not null,
      status text not null constraint policy_status_known
        check (status in ('draft', 'pending_second_person', 'scheduled', 'active', 'retired')),
      content jsonb not null,
      content_hash text not null,
      author_id uuid references officer,
      confirmed_by_id uuid references officer,
      effective_date date,
      version integer not null default 1,
      created_at timestamptz not null default clock_timestamp(),
      activated_at timestamptz,
      constraint policy_number_once unique (kind, name, number),
      constraint policy_needs_second_person check (confirmed_by_id is null or confirmed_by_id <> author_id),
      constraint policy_confirmed_before_use
        check (status not in ('scheduled', 'active') or author_id is null or confirmed_by_id is not null)
    );
    create unique index policy_active_once on policy_version (kind, name) where status = 'active';
    create function refuse_content_change() returns trigger language plpgsql as $$
    begin
      if old.status <> 'draft' and new.content_hash <> old.content_hash then
        raise exception 'only a draft changes its content' using errcode = 'integrity_constraint_violation';
      end if;
      return new;
    end $$;
    create trigger policy_content_is_kept before update on policy_version
      for each row execute function refuse_content_change();
    create trigger policy_version_stays before delete on policy_version
      for each row execute function refuse_change();
  `.execute(db);
}
