/**
 * A seat reaches its holder, and an application is begun, at an instant of business time: in a training house the
 * machine's stamp is years away from every other date a person sees, and a queue by arrival would mix the two.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function business_instant() returns timestamptz language sql stable as $$
      select now() + clock_offset_ms * interval '1 millisecond' from installation
    $$;

    alter table seat rename column created_at to arrived_at;
    alter table seat alter column arrived_at set default business_instant();
    -- Nobody kept the offset of the past. A stage knows when it opened by the house's clock, and the stamps of its seats
    -- are right as far as they lie apart; without an offset this changes nothing that a person could see.
    update seat set arrived_at = stage.opened_at + (seat.arrived_at - opening.stamped_at)
      from stage, (select stage_id, min(arrived_at) as stamped_at from seat group by stage_id) as opening
      where stage.stage_id = seat.stage_id and opening.stage_id = seat.stage_id;

    alter table application alter column created_at set default business_instant();
    -- The day was kept by the house's clock; the hour is the machine's.
    update application set created_at = application.created_at + (application.created_date
        - (application.created_at at time zone installation.time_zone)::date) * interval '1 day'
      from installation
      where application.created_date
        <> (application.created_at at time zone installation.time_zone)::date;
  `.execute(db);
}
