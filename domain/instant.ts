/**
 * Instants, and how they meet civil dates in a time zone. An instant is text (`…Z`, milliseconds) that compares
 * as it sorts; in between it is a count of milliseconds since 1970. Zone rules come from the runtime's time-zone
 * data; nothing here reads a clock.
 */
import type { Instant, IsoDate } from './calendar.ts';
import { dateOfDayNumber, dayNumber } from './calendar.ts';
import { invariant } from './invariant.ts';

/** `HH:MM` from 00:00 to 23:59; 24:00 is the end of the day. */
export type LocalTime = string;
/** An IANA name such as `Asia/Shanghai`. */
export type Zone = string;

const dayMs = 86_400_000;
const minuteMs = 60_000;
const instantPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?Z$/;
const quarterMs = 900_000;
const cachedSinceMs = 94_694_400_000;
const maxOffsets = 20_000;
const formatters = new Map<Zone, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Milliseconds since 1970-01-01T00:00Z of `2026-05-08T08:00:00.000Z`; digits beyond milliseconds are dropped. */
export function instantMs(instant: Instant): number {
  const match = instantPattern.exec(instant);
  invariant(match !== null, `an instant is ISO 8601 ending in Z, not ${instant}`);
  const [, date = '', hour, minute, second, fraction = ''] = match;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return dayNumber(date) * dayMs + seconds * 1000 + Number(fraction.padEnd(3, '0'));
}

/** The inverse of `instantMs`. */
export function msInstant(ms: number): Instant {
  const day = Math.floor(ms / dayMs);
  const rest = ms - day * dayMs;
  return `${dateOfDayNumber(day)}T${clockText(Math.floor(rest / minuteMs))}:${secondsText(rest % minuteMs)}Z`;
}

export function addMs(instant: Instant, ms: number): Instant {
  return msInstant(instantMs(instant) + ms);
}

/** Milliseconds from `start` to `end`; negative when `end` is earlier. */
export function msBetween(start: Instant, end: Instant): number {
  return instantMs(end) - instantMs(start);
}

/** The civil date a clock on the wall of `zone` shows at that instant. */
export function businessDateOf(instant: Instant, zone: Zone): IsoDate {
  return dateOfDayNumber(Math.floor(localMs(instantMs(instant), zone) / dayMs));
}

/** The time of day, `HH:MM`, that a clock on the wall of `zone` shows at that instant. */
export function localTimeOf(instant: Instant, zone: Zone): LocalTime {
  const local = localMs(instantMs(instant), zone);
  return clockText(Math.floor((local - Math.floor(local / dayMs) * dayMs) / minuteMs));
}

/**
 * The instant at which a clock on the wall of `zone` shows that date and time. A time the clock skips in spring
 * is taken after the jump (02:30 becomes 03:30), a time it shows twice in autumn is the first one.
 */
export function localInstant(date: IsoDate, time: LocalTime, zone: Zone): Instant {
  const wanted = dayNumber(date) * dayMs + minutesOf(time) * minuteMs;
  // The offset in force a day before and a day after bracket any change of clocks in between.
  const before = localMs(wanted - dayMs, zone) - (wanted - dayMs);
  const after = localMs(wanted + dayMs, zone) - (wanted + dayMs);
  const early = wanted - before;
  if (localMs(early, zone) === wanted) return msInstant(early);
  const late = wanted - after;
  return msInstant(localMs(late, zone) === wanted ? late : early);
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The wall clock of `zone` at `ms`, written as if it were UTC. */
function localMs(ms: number, zone: Zone): number {
  return ms + offsetMs(ms, zone);
}

/**
 * How far the zone is ahead of UTC. Clocks change on a quarter of an hour of UTC, so one answer serves a quarter;
 * asking the runtime takes microseconds and a deadline asks dozens of times. Before 1973 some changed at odd
 * seconds.
 */
function offsetMs(ms: number, zone: Zone): number {
  if (ms < cachedSinceMs) return readOffsetMs(ms, zone);
  const key = `${zone} ${Math.floor(ms / quarterMs)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = readOffsetMs(ms, zone);
  if (offsets.size >= maxOffsets) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function readOffsetMs(ms: number, zone: Zone): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const wholeSeconds = Math.floor(ms / 1000) * 1000;
  return dayNumber(date) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 - wholeSeconds;
}

/** Making a formatter costs fifty times its use. */
function formatterOf(zone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, formatter);
  return formatter;
}

function clockText(minutes: number): string {
  return `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

function secondsText(ms: number): string {
  return `${pad(Math.floor(ms / 1000), 2)}.${pad(ms % 1000, 3)}`;
}

function pad(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}
