/**
 * Civil dates and instants as strings. A date is `YYYY-MM-DD` and never shifts with a time zone; an instant is
 * ISO 8601 ending in `Z` with milliseconds, so that both compare as text. Ranges are half-open: a period runs
 * from its start (included) to its due date (excluded), so its days are due − start. Months are counted from
 * the anchor, never from the row before. The day arithmetic is the proleptic Gregorian calendar's.
 */
import { DomainError } from './errors.ts';

/** `YYYY-MM-DD`, a date that exists. */
export type IsoDate = string;
/** `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export type Instant = string;
/** How a month without the anchor's day is treated: its last day, or the first day of the next month. */
export type MonthEnd = 'clamp' | 'roll';

/** `-MM-DD` at month × 32 + day. */
const monthDays = Array.from({ length: 13 * 32 }, (_, at) => {
  const [month, day] = [at >> 5, at & 31].map((part) => `${part}`.padStart(2, '0'));
  return `-${month}-${day}`;
});

/** Texts of the days of 1950 to 2149 at `monthDays`' places, a few megabytes if every day is ever named. */
const firstKeptYear = 1950;
const keptTexts = Array.from({ length: 200 }, (): (IsoDate | undefined)[] => []);

type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

export function civil(date: IsoDate): CivilDate {
  return {
    year: digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3),
    month: digit(date, 5) * 10 + digit(date, 6),
    day: digit(date, 8) * 10 + digit(date, 9),
  };
}

export function isoDate({ year, month, day }: CivilDate): IsoDate {
  return dateText(year, month, day);
}

/** The text of a date by its parts. Years in use keep the texts once made: a book of loans names the same days. */
export function dateText(year: number, month: number, day: number): IsoDate {
  const slot = (month << 5) + day;
  const kept = year >= firstKeptYear ? keptTexts[year - firstKeptYear] : undefined;
  if (kept === undefined) return yearText(year) + monthDays[slot]!;
  return (kept[slot] ??= yearText(year) + monthDays[slot]!);
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInYear(year: number): 365 | 366 {
  return isLeapYear(year) ? 366 : 365;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, day } = civil(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** @throws DomainError `date_malformed` for text that is no existing date */
export function parseIsoDate(text: string): IsoDate {
  if (!isIsoDate(text)) throw new DomainError('date_malformed', { date: text });
  return text;
}

/** Days since 1970-01-01, negative before. */
export function dayNumber(date: IsoDate): number {
  const { year, month, day } = civil(date);
  return civilDayNumber(year, month, day);
}

/** The same from the parts of a date. Algorithm: the 400-year era of the Gregorian calendar, years from March. */
export function civilDayNumber(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  // Years count from 1, so that cutting off is rounding down.
  const leapDays = (marchYear >> 2) - ((marchYear / 100) | 0) + ((marchYear / 400) | 0);
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

/** The inverse of `dayNumber`. */
export function dateOfDayNumber(number: number): IsoDate {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return isoDate({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day });
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from `start` (included) to `end` (excluded); negative when `end` is earlier. */
export function daysBetween(start: IsoDate, end: IsoDate): number {
  return dayNumber(end) - dayNumber(start);
}

/** Birthdays passed. One born on 29 February grows a year older on 1 March of a common year. */
export function fullYears(birthDate: IsoDate, date: IsoDate): number {
  const years = civil(date).year - civil(birthDate).year;
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** From 31 January: 28 February, 31 March, 30 April by `clamp`; 1 March, 31 March, 1 May by `roll`. */
export function addMonths(
  anchorDate: IsoDate,
  months: number,
  monthEnd: MonthEnd = 'clamp',
): IsoDate {
  const anchor = civil(anchorDate);
  const monthIndex = anchor.year * 12 + (anchor.month - 1) + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  const lastDay = daysInMonth(year, month);
  if (anchor.day <= lastDay) return isoDate({ year, month, day: anchor.day });
  const last = isoDate({ year, month, day: lastDay });
  return monthEnd === 'clamp' ? last : addDays(last, 1);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(date: IsoDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

export function lastDayOfMonth(date: IsoDate): IsoDate {
  const { year, month } = civil(date);
  return isoDate({ year, month, day: daysInMonth(year, month) });
}

export function maxDate(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

export function minDate(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

/** Reading digits by code is several times faster than slicing text, and schedules read many dates. */
function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}

function yearText(year: number): string {
  return year >= 1000 ? `${year}` : `${year}`.padStart(4, '0');
}
