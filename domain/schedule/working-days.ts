/**
 * Working days by data. For each year the notice says which weekdays are holidays and which weekend days are
 * make-up workdays 调休上班. A year without a published notice is computed Monday to Friday and flagged, because
 * its dates may still move.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays, weekday } from '../calendar.ts';
import type { DueDateShift } from './terms.ts';

export type CalendarYear = {
  readonly status: 'published' | 'provisional';
  readonly holidays: ReadonlySet<IsoDate>;
  readonly makeUpWorkdays: ReadonlySet<IsoDate>;
};

/** Years by number. A year that is missing is provisional. */
export type WorkCalendar = { readonly years: ReadonlyMap<number, CalendarYear> };

export type ShiftedDate = { readonly date: IsoDate; readonly provisional: boolean };

/** A calendar that knows no year: Monday to Friday, all of it provisional. */
export const emptyCalendar: WorkCalendar = { years: new Map() };

export function isWorkingDay(calendar: WorkCalendar, date: IsoDate): boolean {
  const year = calendar.years.get(Number(date.slice(0, 4)));
  if (year?.makeUpWorkdays.has(date)) return true;
  return weekday(date) <= 5 && !year?.holidays.has(date);
}

export function isProvisional(calendar: WorkCalendar, date: IsoDate): boolean {
  return calendar.years.get(Number(date.slice(0, 4)))?.status !== 'published';
}

/** Moves a due date off non-working days; `modified_following` never leaves the month. */
export function shiftDueDate(
  date: IsoDate,
  shift: DueDateShift,
  calendar: WorkCalendar,
): ShiftedDate {
  if (shift === 'none') return { date, provisional: false };
  const moved = move(date, shift, calendar);
  return {
    date: moved,
    provisional: isProvisional(calendar, date) || isProvisional(calendar, moved),
  };
}

function move(
  date: IsoDate,
  shift: Exclude<DueDateShift, 'none'>,
  calendar: WorkCalendar,
): IsoDate {
  if (shift === 'preceding') return nextWorkingDay(date, -1, calendar);
  const following = nextWorkingDay(date, 1, calendar);
  if (shift === 'following' || following.slice(0, 7) === date.slice(0, 7)) return following;
  return nextWorkingDay(date, -1, calendar);
}

function nextWorkingDay(date: IsoDate, step: 1 | -1, calendar: WorkCalendar): IsoDate {
  let day = date;
  while (!isWorkingDay(calendar, day)) day = addDays(day, step);
  return day;
}
