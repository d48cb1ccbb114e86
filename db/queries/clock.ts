/** Business time: the real instant plus the committed offset, and its civil date in the tenant's zone. */
import { sql, type Kysely } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

export type BusinessClock = {
  readonly mode: 'production' | 'training';
  readonly timeZone: string;
  readonly clockOffsetMs: number;
  readonly now: Instant;
  readonly businessDate: IsoDate;
};

/** Read inside the transaction that uses it, so that every row of one transaction names the same date. */
export async function readClock(db: Kysely<DB>): Promise<BusinessClock> {
  const shifted = sql`(now() + clock_offset_ms * interval '1 millisecond')`;
  const row = await db
    .selectFrom('installation')
    .select([
      'mode',
      'time_zone',
      'clock_offset_ms',
      sql<Instant>`${shifted}`.as('now'),
      sql<IsoDate>`(${shifted} at time zone time_zone)::date`.as('business_date'),
    ])
    .executeTakeFirstOrThrow();
  return {
    mode: row.mode,
    timeZone: row.time_zone,
    clockOffsetMs: Number(row.clock_offset_ms),
    now: row.now,
    businessDate: row.business_date,
  };
}
