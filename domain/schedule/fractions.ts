/**
 * Day counts 计息基准: how a period, or a part of one, becomes a fraction of a year. Periods are half-open, so
 * their days are end − start. `30/360` and `equal_periods` take a whole period for what it is called and cut it
 * by real days; the actual day counts count the part's own days. Fractions are pairs of whole numbers.
 */
import { civil, dayNumber, daysInYear } from '../calendar.ts';
import type { IsoDate } from '../calendar.ts';
import type { DayCount, Every } from './terms.ts';

export type Fraction = { readonly numerator: number; readonly denominator: number };

/** Denominator under which both lengths of a year, 365 and 366 days, are whole. */
const bothYears = 365 * 366;

/** The whole regular period of `every`, for the day counts that ignore real days. */
export function regularFraction(dayCount: '30/360' | 'equal_periods', every: Every): Fraction {
  const { count, unit } = every;
  if (dayCount === '30/360') return { numerator: nominalDays(every), denominator: 360 };
  if (unit === 'month') return { numerator: count, denominator: 12 };
  return unit === 'week'
    ? { numerator: count, denominator: 52 }
    : { numerator: count, denominator: 365 };
}

/** A month counts 30 days, a week 7. */
export function nominalDays({ count, unit }: Every): number {
  if (unit === 'month') return 30 * count;
  return unit === 'week' ? 7 * count : count;
}

/** The length of a year by which a nominal period is divided when the level amount ignores real days. */
export function yearOf(dayCount: DayCount): 360 | 365 {
  return dayCount === 'actual/365' ? 365 : 360;
}

export function isActual(
  dayCount: DayCount,
): dayCount is 'actual/365' | 'actual/360' | 'actual/actual' {
  return dayCount !== '30/360' && dayCount !== 'equal_periods';
}

export function actualDenominator(dayCount: 'actual/365' | 'actual/360' | 'actual/actual'): number {
  if (dayCount === 'actual/actual') return bothYears;
  return dayCount === 'actual/365' ? 365 : 360;
}

/** Numerator over `actualDenominator` of the days from `startDay` to `endDay`, both day numbers. */
export function actualNumerator(
  dayCount: 'actual/365' | 'actual/360' | 'actual/actual',
  startDay: number,
  endDay: number,
  startDate: IsoDate,
): number {
  if (dayCount !== 'actual/actual') return endDay - startDay;
  return actualActualNumerator(startDay, endDay, startDate);
}

/** Cut at each 31 December: days before it by that year's length, days from it on by the next year's. */
function actualActualNumerator(startDay: number, endDay: number, startDate: IsoDate): number {
  const start = civil(startDate);
  let year = start.month === 12 && start.day === 31 ? start.year + 1 : start.year;
  let day = startDay;
  let numerator = 0;
  while (day < endDay) {
    const cut = Math.min(endDay, dayNumber(`${year.toString().padStart(4, '0')}-12-31`));
    numerator += (cut - day) * (bothYears / daysInYear(year));
    day = cut;
    year += 1;
  }
  return numerator;
}

/** Days by the 30/360 bond rule between two dates, for rows entered by hand that follow no regular period. */
export function thirtyDays(start: IsoDate, end: IsoDate): number {
  const from = civil(start);
  const to = civil(end);
  const fromDay = Math.min(from.day, 30);
  const toDay = Math.min(to.day, 30);
  return (to.year - from.year) * 360 + (to.month - from.month) * 30 + (toDay - fromDay);
}
