/**
 * Working hours: an SLA runs only while the branch is open, on working days of its calendar. Which days those are
 * is `schedule/working-days.ts`; this file reads the calendar's JSON and counts minutes of open doors.
 */
import type { Instant, IsoDate } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { LocalTime, Zone } from './instant.ts';
import { businessDateOf, instantMs, localInstant, msInstant } from './instant.ts';
import { invariant } from './invariant.ts';
import type { WorkCalendar } from './schedule/working-days.ts';
import { isWorkingDay } from './schedule/working-days.ts';

/** A calendar as policy content and seed file: one entry per year. */
export type WorkCalendarContent = {
  readonly country: string;
  readonly source: string;
  readonly years: readonly {
    readonly year: number;
    readonly status: 'published' | 'provisional';
    readonly holidays: readonly IsoDate[];
    readonly makeUpWorkdays: readonly IsoDate[];
  }[];
};

/** When a branch is open: sessions in the order of the day, in the branch's own time. */
export type OfficeHours = {
  readonly zone: Zone;
  readonly sessions: readonly { readonly from: LocalTime; readonly to: LocalTime }[];
};

export type BranchCalendar = { readonly hours: OfficeHours; readonly calendar: WorkCalendar };

const minuteMs = 60_000;
/** Ten years without a working day is a broken calendar, not a long holiday. */
const longestSearchDays = 3660;

export function readWorkCalendar(content: WorkCalendarContent): WorkCalendar {
  const years = content.years.map(({ year, status, holidays, makeUpWorkdays }) => {
    const sets = { holidays: new Set(holidays), makeUpWorkdays: new Set(makeUpWorkdays) };
    return [year, { status, ...sets }] as const;
  });
  return { years: new Map(years) };
}

/**
 * The instant at which `minutes` of working time have passed since `startAt`. A start outside office hours counts
 * from the next opening; a deadline that falls on closing time is due at closing, not at the next opening.
 * @param minutes whole, 0 or more
 */
export function addWorkingMinutes(
  startAt: Instant,
  minutes: number,
  branch: BranchCalendar,
): Instant {
  invariant(minutes >= 0, 'working time is counted forward');
  const start = instantMs(startAt);
  let remainingMs = minutes * minuteMs;
  for (const session of sessionsFrom(startAt, branch)) {
    const begin = Math.max(start, session.fromMs);
    if (begin + remainingMs <= session.toMs) return msInstant(begin + remainingMs);
    remainingMs -= session.toMs - begin;
  }
  throw new Error('Invariant broken: a branch calendar has working days');
}

/** Whole minutes of working time between two instants; 0 when `endAt` is not later. */
export function workingMinutesBetween(
  startAt: Instant,
  endAt: Instant,
  branch: BranchCalendar,
): number {
  const start = instantMs(startAt);
  const end = instantMs(endAt);
  let workedMs = 0;
  for (const session of sessionsFrom(startAt, branch)) {
    if (session.fromMs >= end) break;
    workedMs += Math.max(0, Math.min(end, session.toMs) - Math.max(start, session.fromMs));
  }
  return Math.floor(workedMs / minuteMs);
}

/** Sessions of open doors that end after `startAt`, one after the other. */
function* sessionsFrom(startAt: Instant, { hours, calendar }: BranchCalendar) {
  const start = instantMs(startAt);
  let date = businessDateOf(startAt, hours.zone);
  for (let searched = 0; searched < longestSearchDays; searched += 1, date = addDays(date, 1)) {
    if (!isWorkingDay(calendar, date)) continue;
    for (const { from, to } of hours.sessions) {
      const toMs = instantMs(localInstant(date, to, hours.zone));
      if (toMs > start) yield { fromMs: instantMs(localInstant(date, from, hours.zone)), toMs };
    }
  }
}
