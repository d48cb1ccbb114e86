/**
 * The working calendar changes by one person's entry and another's confirmation, and the loans whose unpaid due dates
 * it moves are written down, so that each moves once. Whoever ends a colleague's standing in says why. A training
 * house goes back to what it began with; the function that does it refuses in a productive one.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_change (
      calendar_change_id uuid primary key,
      year integer not null,
      -- What the year said before and is to say: status, source and days. Null before: the year was unknown.
      before jsonb,
      after jsonb not null,
      status text not null constraint calendar_change_status_known
        check (status in ('entered', 'confirmed', 'rejected')),
      entered_by uuid not null references officer,
      entered_date date not null,
      settled_by uuid references officer,
      settled_date date,
      reason text,
      created_at timestamptz not null default clock_timestamp(),
      constraint calendar_change_needs_second_person check (status <> 'confirmed' or settled_by <> entered_by)
    );
    create unique index calendar_change_one_open on calendar_change (year) where status = 'entered';
    create table calendar_shift (
      calendar_change_id uuid not null references calendar_change,
      loan_id uuid not null references loan,
      applied_at timestamptz,
      primary key (calendar_change_id, loan_id)
    );
    create index calendar_shift_waiting on calendar_shift (loan_id) where applied_at is null;

    alter table delegation add column ended_by uuid references officer;
    alter table delegation add column end_reason text;
    create index delegation_newest on delegation (starts_date desc, delegation_id);
  `.execute(db);
  await sql`
    create function restore_training_sample(kept_job uuid) returns void language plpgsql as $$
    declare
      kept constant text[] := array['installation', 'branch', 'officer', 'role_grant', 'calendar_year', 'calendar_day',
        'policy_version', 'reference_rate', 'job', 'process', 'preference', 'exercise_run'];
      emptied text;
      guarded text;
    begin
      if (select mode from installation) <> 'training' then
        raise exception 'only a training installation goes back to its sample'
          using errcode = 'integrity_constraint_violation';
      end if;
      -- Days as they were before the first change of each year.
      create temporary table first_change on commit drop as
        select distinct on (year) year, before from calendar_change where status = 'confirmed'
        order by year, settled_date, created_at;
      for guarded in
        select distinct tgrelid::regclass::text from pg_trigger join pg_class on pg_class.oid = tgrelid
        where not tgisinternal and relnamespace = 'public'::regnamespace
      loop
        execute format('alter table %s disable trigger user', guarded);
      end loop;
      select string_agg(format('%I', tablename), ', ') into emptied from pg_tables
        where schemaname = 'public' and tablename <> all (kept) and tablename not like 'kysely%';
      execute 'truncate ' || emptied || ' restart identity';
      delete from job where job_id <> kept_job;
      delete from process where subject_id <> kept_job::text;
      delete from exercise_run where status = 'running';

      delete from calendar_day using first_change where extract(year from day_date) = first_change.year;
      delete from calendar_year using first_change
        where calendar_year.year = first_change.year and first_change.before is null;
      update calendar_year set status = before ->> 'status', source = before ->> 'source' from first_change
        where calendar_year.year = first_change.year;
      insert into calendar_day (day_date, kind, name)
        select (day ->> 'date')::date, day ->> 'kind', day ->> 'name'
        from first_change, jsonb_array_elements(before -> 'days') as day where before is not null;

      -- What stood on the first day has no author, and its people were given their roles by nobody.
      delete from policy_version where author_id is not null;
      update policy_version set status = 'active' where author_id is null;
      delete from reference_rate where entered_by is not null;
      delete from role_grant where granted_by is not null;
      update role_grant set revoked_at = null;
      delete from exercise_run where officer_id not in (select officer_id from role_grant);
      update officer set reports_to_id = null where officer_id not in (select officer_id from role_grant)
        or reports_to_id not in (select officer_id from role_grant);
      update job set requested_by_id = (select min(officer_id::text)::uuid from role_grant where role = 'admin')
        where requested_by_id not in (select officer_id from role_grant);
      delete from officer where officer_id not in (select officer_id from role_grant);
      delete from auth."user" where id not in (select user_id::text from officer);
      update officer set status = 'active', limit_minor = null, limit_currency = null,
        branch_id = (select role_grant.branch_id from role_grant
          where role_grant.officer_id = officer.officer_id and role_grant.branch_id is not null limit 1)
        where exists (select from role_grant where role_grant.officer_id = officer.officer_id
          and role_grant.branch_id is not null);
      loop
        delete from branch where branch_id not in (select branch_id from officer)
          and branch_id not in (select branch_id from role_grant where branch_id is not null)
          and branch_id not in (select parent_branch_id from branch where parent_branch_id is not null);
        exit when not found;
      end loop;

      perform setval(sequence_oid, 1, false) from (
        select pg_class.oid::regclass as sequence_oid from pg_class
        where relkind = 'S' and relnamespace = 'public'::regnamespace and relname like '%\\_number') as numbered;
      update installation set clock_offset_ms = 0;
      for guarded in
        select distinct tgrelid::regclass::text from pg_trigger join pg_class on pg_class.oid = tgrelid
        where not tgisinternal and relnamespace = 'public'::regnamespace
      loop
        execute format('alter table %s enable trigger user', guarded);
      end loop;
    end $$;
  `.execute(db);
}
