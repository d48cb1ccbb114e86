/**
 * The dates of a schedule before any money: the period of each row, its due date, and the fraction of a year the
 * period stands for. Due dates are counted from the anchor, never from the row before, so that 31 January gives
 * 28 February and then 31 March again. A shifted due date moves alone unless the terms adjust interest too.
 */
import type { IsoDate } from '../calendar.ts';
import {
  addDays,
  addMonths,
  civil,
  civilDayNumber,
  dateOfDayNumber,
  dateText,
  dayNumber,
  daysInMonth,
} from '../calendar.ts';
import {
  actualDenominator,
  actualNumerator,
  isActual,
  regularFraction,
  thirtyDays,
} from './fractions.ts';
import type { Fraction } from './fractions.ts';
import type { Every, LoanTerms } from './terms.ts';
import { listOf } from './whole.ts';
import type { WorkCalendar } from './working-days.ts';
import { shiftDueDate } from './working-days.ts';

export type Frame = {
  readonly periodStart: IsoDate;
  readonly periodEnd: IsoDate;
  /** Day numbers of the period's bounds. */
  readonly startDay: number;
  readonly endDay: number;
  readonly dueDate: IsoDate;
  readonly dueDateProvisional: boolean;
  /** The whole period as a fraction of a year. */
  readonly numerator: number;
  readonly denominator: number;
};

export type FrameTerms = Pick<
  LoanTerms,
  | 'method'
  | 'installments'
  | 'every'
  | 'dayCount'
  | 'monthEnd'
  | 'firstDueDate'
  | 'dueDateShift'
  | 'adjustInterest'
  | 'customRows'
>;

type Bound = { readonly date: IsoDate; readonly day: number };
type Reach = (index: number) => Bound;

/** Frames of the schedule proper, a down payment left out, from the first disbursement on. */
export function buildFrames(
  terms: FrameTerms,
  startDate: IsoDate,
  calendar: WorkCalendar,
): readonly Frame[] {
  const regular = regularPeriods(terms, startDate);
  if (regular !== null) return framesOf(regular);
  const start = { date: startDate, day: dayNumber(startDate) };
  const anchor = terms.firstDueDate ?? startDate;
  // With a first due date given, row 1 ends on the anchor itself; otherwise one period after it.
  const offset = terms.firstDueDate === null ? 0 : -1;
  const plain = plainFraction(terms);
  const reach = reachFrom(anchor, terms.every, terms.monthEnd);
  const ends = rowEnds(terms, (row) => reach(row + offset));
  const frames: Frame[] = [];
  let from: Bound = start;
  for (let index = 0; index < ends.length; index += 1) {
    const end = ends[index]!;
    if (plain !== null && index > 0) {
      frames.push(plainFrame(from, end, plain));
      from = end;
      continue;
    }
    const frame = frameBetween(terms, { from, end, index, offset, reach }, calendar);
    frames.push(frame);
    from = { date: frame.periodEnd, day: frame.endDay };
  }
  return frames;
}

/** Rows that are like each other, as most are: their bounds, and the part of a year each period stands for. */
export type Periods = {
  /** The start of the first row, then the end of each; its day number stands at the same index of `days`. */
  readonly dates: readonly IsoDate[];
  readonly days: readonly number[];
  /** Numerator 0 stands for the real days of the period. */
  readonly fraction: Fraction;
};

/** Null where a row may have a length, a due date or a fraction of its own. */
export function regularPeriods(terms: FrameTerms, startDate: IsoDate): Periods | null {
  const { every, installments } = terms;
  const fraction = plainFraction(terms);
  if (fraction === null || terms.firstDueDate !== null) return null;
  const dates = listOf<IsoDate>(installments + 1);
  const days = listOf<number>(installments + 1);
  dates[0] = startDate;
  days[0] = dayNumber(startDate);
  if (every.unit === 'month') {
    fillMonths(dates, days, terms);
    return { dates, days, fraction };
  }
  const step = every.count * (every.unit === 'week' ? 7 : 1);
  for (let row = 1; row <= installments; row += 1) {
    days[row] = days[0] + row * step;
    dates[row] = dateOfDayNumber(days[row]!);
  }
  return { dates, days, fraction };
}

/** Walks from month to month and adds up their lengths; a day is still counted from the anchor, not from the row before. */
function fillMonths(
  dates: IsoDate[],
  days: number[],
  { every, installments, monthEnd }: FrameTerms,
): void {
  const anchor = civil(dates[0]!);
  let { year, month } = anchor;
  /** Day number of the last day before the month. */
  let before = days[0]! - anchor.day;
  for (let row = 1; row <= installments; row += 1) {
    for (let passed = 0; passed < every.count; passed += 1) {
      before += daysInMonth(year, month);
      month = month === 12 ? 1 : month + 1;
      if (month === 1) year += 1;
    }
    const lastDay = daysInMonth(year, month);
    const rolls = anchor.day > lastDay && monthEnd === 'roll';
    const day = anchor.day <= lastDay ? anchor.day : lastDay;
    days[row] = before + day + (rolls ? 1 : 0);
    dates[row] = rolls ? dateOfDayNumber(days[row]!) : dateText(year, month, day);
  }
}

function framesOf({ dates, days, fraction }: Periods): readonly Frame[] {
  const frames: Frame[] = [];
  for (let index = 1; index < dates.length; index += 1) {
    const from = { date: dates[index - 1]!, day: days[index - 1]! };
    frames.push(plainFrame(from, { date: dates[index]!, day: days[index]! }, fraction));
  }
  return frames;
}

/** The date `index` regular periods away from the anchor. */
export function periodsFrom(
  anchor: IsoDate,
  index: number,
  every: Every,
  monthEnd: LoanTerms['monthEnd'],
): IsoDate {
  const { count, unit } = every;
  if (unit === 'month') return addMonths(anchor, index * count, monthEnd);
  return addDays(anchor, index * count * (unit === 'week' ? 7 : 1));
}

function reachFrom(anchor: IsoDate, every: Every, monthEnd: LoanTerms['monthEnd']): Reach {
  if (every.unit === 'month') {
    const from = civil(anchor);
    return (index) => monthsAway(from, index * every.count, monthEnd);
  }
  const step = every.count * (every.unit === 'week' ? 7 : 1);
  const anchorDay = dayNumber(anchor);
  return (index) => {
    const day = anchorDay + index * step;
    return { date: dateOfDayNumber(day), day };
  };
}

/** `addMonths` from parts already read, with the day number. */
function monthsAway(
  from: { readonly year: number; readonly month: number; readonly day: number },
  months: number,
  monthEnd: LoanTerms['monthEnd'],
): Bound {
  const monthIndex = from.year * 12 + from.month - 1 + months;
  const year = (monthIndex / 12) | 0;
  const month = monthIndex - year * 12 + 1;
  const lastDay = daysInMonth(year, month);
  const day = from.day <= lastDay ? from.day : lastDay;
  const at = civilDayNumber(year, month, day);
  if (day === from.day || monthEnd === 'clamp')
    return { date: dateText(year, month, day), day: at };
  return { date: dateOfDayNumber(at + 1), day: at + 1 };
}

function rowEnds(terms: FrameTerms, reach: Reach): readonly Bound[] {
  const { customRows, installments, method } = terms;
  if (customRows !== null) {
    return customRows.map(({ dueDate }) => ({ date: dueDate, day: dayNumber(dueDate) }));
  }
  if (method === 'single') return [reach(installments)];
  const ends: Bound[] = [];
  for (let row = 1; row <= installments; row += 1) ends.push(reach(row));
  return ends;
}

/**
 * Most schedules have due dates that never shift: then a row needs no look at its neighbours.
 * @returns the fraction of a whole period; numerator 0 stands for its real days; null where rows need more care
 */
function plainFraction(terms: FrameTerms): Fraction | null {
  const { dayCount, every, customRows, method, dueDateShift } = terms;
  if (customRows !== null || method === 'single' || dueDateShift !== 'none') return null;
  if (dayCount === 'actual/actual') return null;
  if (!isActual(dayCount)) return regularFraction(dayCount, every);
  return { numerator: 0, denominator: actualDenominator(dayCount) };
}

function plainFrame(from: Bound, end: Bound, { numerator, denominator }: Fraction): Frame {
  return {
    periodStart: from.date,
    periodEnd: end.date,
    startDay: from.day,
    endDay: end.day,
    dueDate: end.date,
    dueDateProvisional: false,
    numerator: numerator === 0 ? end.day - from.day : numerator,
    denominator,
  };
}

type Span = {
  readonly from: Bound;
  readonly end: Bound;
  readonly index: number;
  readonly offset: number;
  readonly reach: Reach;
};

function frameBetween(terms: FrameTerms, span: Span, calendar: WorkCalendar): Frame {
  const { from, end } = span;
  const { date: dueDate, provisional } = shiftDueDate(end.date, terms.dueDateShift, calendar);
  const moves = terms.adjustInterest && dueDate !== end.date;
  const to = moves ? { date: dueDate, day: dayNumber(dueDate) } : end;
  const { numerator, denominator } = wholeFraction(terms, { ...span, end: to }, end);
  return {
    periodStart: from.date,
    periodEnd: to.date,
    startDay: from.day,
    endDay: to.day,
    dueDate,
    dueDateProvisional: provisional,
    numerator,
    denominator,
  };
}

function wholeFraction(terms: FrameTerms, span: Span, regularEnd: Bound) {
  const { dayCount, every, customRows, method, installments } = terms;
  const { from, end, index, offset } = span;
  if (isActual(dayCount)) {
    return {
      numerator: actualNumerator(dayCount, from.day, end.day, from.date),
      denominator: actualDenominator(dayCount),
    };
  }
  if (customRows !== null) {
    return { numerator: thirtyDays(from.date, end.date), denominator: 360 };
  }
  const regular = regularFraction(dayCount, every);
  if (method === 'single') {
    if (offset === 0) return { ...regular, numerator: regular.numerator * installments };
    return stubFraction(regular, span, installments);
  }
  if (index === 0 && offset !== 0) return stubFraction(regular, span, 1);
  if (!terms.adjustInterest) return regular;
  // A period stretched by an adjusted due date takes the regular period's fraction in proportion to real days.
  const regularDays = regularEnd.day - span.reach(index + offset).day;
  const realDays = end.day - from.day;
  if (realDays === regularDays) return regular;
  return {
    numerator: regular.numerator * realDays,
    denominator: regular.denominator * regularDays,
  };
}

/**
 * A first period that is not regular: whole regular periods counted back from its end, and for the days before
 * them the proportion of the regular period they lie in.
 */
function stubFraction(
  regular: { readonly numerator: number; readonly denominator: number },
  { from, reach, offset }: Span,
  rows: number,
) {
  let whole = 0;
  let later = reach(rows + offset);
  let earlier = reach(rows + offset - 1);
  while (earlier.day >= from.day) {
    whole += 1;
    later = earlier;
    earlier = reach(rows + offset - 1 - whole);
  }
  const periodDays = later.day - earlier.day;
  const stubDays = later.day - from.day;
  return {
    numerator: regular.numerator * (whole * periodDays + stubDays),
    denominator: regular.denominator * periodDays,
  };
}
