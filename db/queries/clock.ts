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

const shifted = sql`(now() + installation.clock_offset_ms * interval '1 millisecond')`;

/** Business time as columns, for queries that read it beside the rows it is for. */
export const businessNow = {
  instant: sql<Instant>`${shifted}`,
  date: sql<IsoDate>`(${shifted} at time zone installation.time_zone)::date`,
} as const;

/** Read inside the transaction that uses it, so that every row of one transaction names the same date. */
export async function readClock(db: Kysely<DB>): Promise<BusinessClock> {
  const row = await db
    .selectFrom('installation')
    .select([
      'mode',
      'time_zone',
      'clock_offset_ms',
      businessNow.instant.as('now'),
      businessNow.date.as('business_date'),
    ])
    .executeTakeFirstOrThrow();
  return clockFrom(row);
}

export function clockFrom(row: {
  readonly mode: BusinessClock['mode'];
  readonly time_zone: string;
  readonly clock_offset_ms: bigint;
  readonly now: Instant;
  readonly business_date: IsoDate;
}): BusinessClock {
  return {
    mode: row.mode,
    timeZone: row.time_zone,
    clockOffsetMs: Number(row.clock_offset_ms),
    now: row.now,
    businessDate: row.business_date,
  };
}
