/**
 * A change of one year of the working calendar: the notice of a year is imported, or a day of it is corrected. Only
 * what lies ahead may change, because days past due and interest have been counted by what lies behind.
 */
import { addDays, isoDate, weekday, type IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import {
  emptyCalendar,
  isWorkingDay,
  type CalendarYear,
  type WorkCalendar,
} from './working-days.ts';

export type CalendarDay = {
  readonly date: IsoDate;
  readonly kind: 'holiday' | 'make_up_workday';
  readonly name: string;
};

/** A year as people enter it, days in their order. */
export type YearContent = {
  readonly status: CalendarYear['status'];
  /** The notice the days were taken from. */
  readonly source: string;
  readonly days: readonly CalendarDay[];
};

/** The calendar with one year replaced. */
export function withYear(
  calendar: WorkCalendar,
  year: number,
  content: Pick<YearContent, 'status' | 'days'>,
): WorkCalendar {
  const datesOf = (kind: CalendarDay['kind']) =>
    new Set(content.days.filter((day) => day.kind === kind).map(({ date }) => date));
  const replaced: CalendarYear = {
    status: content.status,
    holidays: datesOf('holiday'),
    makeUpWorkdays: datesOf('make_up_workday'),
  };
  return { years: new Map([...calendar.years, [year, replaced]]) };
}

/** The days of a year that one calendar works on and the other does not. */
export function changedDates(year: number, before: WorkCalendar, after: WorkCalendar): IsoDate[] {
  const dates: IsoDate[] = [];
  const end = isoDate({ year: year + 1, month: 1, day: 1 });
  for (let date = isoDate({ year, month: 1, day: 1 }); date < end; date = addDays(date, 1)) {
    if (isWorkingDay(before, date) !== isWorkingDay(after, date)) dates.push(date);
  }
  return dates;
}

export type ProposedYear = {
  readonly year: number;
  /** Undefined for a year that nothing was known of. */
  readonly before: YearContent | undefined;
  readonly after: YearContent;
  readonly businessDate: IsoDate;
};

/** What keeps a day from standing in a year; each says which day by its place. */
export type DayFault = {
  readonly index: number;
  readonly fault: 'other_year' | 'twice' | 'not_weekend';
};

/** A make-up workday is a day of the weekend on which the house works; a holiday may fall on one. */
export function findDayFaults(year: number, days: readonly CalendarDay[]): DayFault[] {
  const seen = new Set<IsoDate>();
  return days.flatMap(({ date, kind }, index): DayFault[] => {
    const isTwice = seen.has(date);
    seen.add(date);
    if (Number(date.slice(0, 4)) !== year) return [{ index, fault: 'other_year' }];
    if (isTwice) return [{ index, fault: 'twice' }];
    const isWeekday = weekday(date) <= 5;
    return kind === 'make_up_workday' && isWeekday ? [{ index, fault: 'not_weekend' }] : [];
  });
}

/**
 * @returns the days that change, in order; none when only the status or the source does
 * @throws DomainError `calendar_unchanged`, `calendar_day_past`
 */
export function assertMayChange({ year, before, after, businessDate }: ProposedYear): IsoDate[] {
  const was = before ?? { status: 'provisional', source: '', days: [] };
  const changed = changedDates(
    year,
    withYear(emptyCalendar, year, was),
    withYear(emptyCalendar, year, after),
  );
  const isSame =
    was.status === after.status && was.source === after.source && daysText(was) === daysText(after);
  if (isSame) throw new DomainError('calendar_unchanged', { year });
  const past = changed.find((date) => date <= businessDate);
  if (past !== undefined) throw new DomainError('calendar_day_past', { date: past, businessDate });
  return changed;
}

function daysText({ days }: YearContent): string {
  const lines = days.map(({ date, kind, name }) => `${date} ${kind} ${name}`);
  return lines.sort().join('\n');
}
