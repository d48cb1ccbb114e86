/** The working calendar of the house and the office hours of a branch: what working hours are counted by. */
import { sql, type Kysely } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { CalendarYear, WorkCalendar } from '../../domain/schedule/working-days.ts';
import type { BranchCalendar, OfficeHours } from '../../domain/work-calendar.ts';
import type { DB } from '../tables.ts';

type YearJson = {
  readonly year: number;
  readonly status: CalendarYear['status'];
  readonly holidays: readonly IsoDate[];
  readonly makeUpWorkdays: readonly IsoDate[];
};

/** One object per year, with its days by kind. */
const years = sql<YearJson[]>`(
  select coalesce(json_agg(json_build_object(
    'year', calendar_year.year,
    'status', calendar_year.status,
    'holidays', (select coalesce(json_agg(day_date), '[]'::json) from calendar_day
      where kind = 'holiday' and extract(year from day_date) = calendar_year.year),
    'makeUpWorkdays', (select coalesce(json_agg(day_date), '[]'::json) from calendar_day
      where kind = 'make_up_workday' and extract(year from day_date) = calendar_year.year)
  )), '[]'::json) from calendar_year
)`;

export async function readWorkCalendar(db: Kysely<DB>): Promise<WorkCalendar> {
  const row = await db.selectNoFrom(years.as('years')).executeTakeFirstOrThrow();
  return calendarFrom(row.years);
}

export async function readBranchCalendar(
  db: Kysely<DB>,
  branchId: string,
): Promise<BranchCalendar> {
  const row = await db
    .selectFrom('branch')
    .select(['office_hours', 'time_zone', years.as('years')])
    .where('branch_id', '=', branchId)
    .executeTakeFirstOrThrow();
  const sessions = row.office_hours as unknown as OfficeHours['sessions'];
  return { hours: { zone: row.time_zone, sessions }, calendar: calendarFrom(row.years) };
}

function calendarFrom(list: readonly YearJson[]): WorkCalendar {
  const entries = list.map(({ year, status, holidays, makeUpWorkdays }) => {
    const days = { holidays: new Set(holidays), makeUpWorkdays: new Set(makeUpWorkdays) };
    return [year, { status, ...days }] as const;
  });
  return { years: new Map(entries) };
}
