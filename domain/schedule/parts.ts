/** Parts of a period: what a tranche, a payment or a payoff inside a row cuts off, as a fraction of a year. */
import type { IsoDate } from '../calendar.ts';
import { actualDenominator, actualNumerator, isActual } from './fractions.ts';
import type { Fraction } from './fractions.ts';
import type { Frame } from './frames.ts';
import type { DayCount } from './terms.ts';

/**
 * The days from `fromDay` to `toDay` inside `frame`: actual day counts by the part's own days, the others by the
 * whole period's fraction in proportion to real days. All parts of one frame have the same denominator.
 * @param fromDate the date of `fromDay`
 */
export function partOf(
  dayCount: DayCount,
  frame: Frame,
  fromDay: number,
  toDay: number,
  fromDate: IsoDate,
): Fraction {
  if (isActual(dayCount)) {
    return {
      numerator: actualNumerator(dayCount, fromDay, toDay, fromDate),
      denominator: actualDenominator(dayCount),
    };
  }
  const days = Math.max(frame.endDay - frame.startDay, 1);
  return {
    numerator: frame.numerator * (toDay - fromDay),
    denominator: frame.denominator * days,
  };
}
