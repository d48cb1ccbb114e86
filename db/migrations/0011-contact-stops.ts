/**
 * What stops contact with a debtor: a dispute, a complaint, a hardship review, death, litigation. A flag belongs to the
 * customer and outlives the case, so that the next case does not call somebody who must not be called.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contact_stop (
      contact_stop_id uuid primary key,
      customer_id uuid not null references customer,
      case_id uuid references collection_case,
      flag text not null,
      reason text not null,
      set_by uuid not null references officer,
      starts_date date not null,
      until_date date,
      lifted_date date,
      lifted_by uuid references officer,
      created_at timestamptz not null default clock_timestamp(),
      constraint contact_stop_ends_after_start check (until_date is null or until_date >= starts_date),
      constraint contact_stop_lifted_by_somebody check ((lifted_date is null) = (lifted_by is null))
    );
    create unique index contact_stop_once on contact_stop (customer_id, flag) where lifted_date is null;
    alter table contact_attempt add column subject_id text not null;
    create index notice_messages on notice (customer_id, business_date);

    alter table promise
      add column promise_set_id uuid not null,
      add column part_number integer not null,
      add constraint promise_part_once unique (promise_set_id, part_number);
  `.execute(db);
}
