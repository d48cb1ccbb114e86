/**
 * A closed accounting period takes no new entry: what comes late is dated into the open one, beside its economic date.
 * A period is one calendar month of the whole house. Closing is recorded for good; there is no opening again.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table closed_period (
      through_date date primary key,
      closed_by uuid not null references officer,
      closed_date date not null,
      totals jsonb not null,
      content_hash text not null,
      closed_at timestamptz not null default clock_timestamp(),
      constraint period_ends_with_its_month
        check (through_date = (date_trunc('month', through_date) + interval '1 month - 1 day')::date),
      constraint period_is_over check (closed_date > through_date)
    );
    create trigger closed_period_append_only before update or delete or truncate on closed_period
      for each statement execute function refuse_change();

    create function refuse_closed_period() returns trigger language plpgsql as $$
    begin
      if new.posted_date <= (select max(through_date) from closed_period) then
        raise exception 'the accounting period of % is closed', new.posted_date
          using errcode = 'integrity_constraint_violation';
      end if;
      return new;
    end $$;
    create trigger journal_entry_in_open_period before insert on journal_entry
      for each row execute function refuse_closed_period();
  `.execute(db);
}
