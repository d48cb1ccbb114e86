import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addMs, localInstant } from '../../domain/instant.ts';
import { isProvisional, isWorkingDay, shiftDueDate } from '../../domain/schedule/working-days.ts';
import type { BranchCalendar, WorkCalendarContent } from '../../domain/work-calendar.ts';
import {
  addWorkingMinutes,
  readWorkCalendar,
  workingMinutesBetween,
} from '../../domain/work-calendar.ts';

const content = JSON.parse(
  readFileSync(new URL('../../db/seed/holidays-cn.json', import.meta.url), 'utf8'),
) as WorkCalendarContent;
const calendar = readWorkCalendar(content);
const shanghai: BranchCalendar = {
  calendar,
  hours: {
    zone: 'Asia/Shanghai',
    sessions: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ],
  },
};
const newYork: BranchCalendar = {
  calendar: { years: new Map() },
  hours: { zone: 'America/New_York', sessions: [{ from: '00:00', to: '24:00' }] },
};

const at = (date: string, time: string) => localInstant(date, time, 'Asia/Shanghai');

test('isWorkingDay() knows the make-up Saturday and the Labour Day week of 2026', () => {
  expect(isWorkingDay(calendar, '2026-05-09')).toBe(true);
  expect(isWorkingDay(calendar, '2026-05-05')).toBe(false);
  expect(isWorkingDay(calendar, '2026-05-06')).toBe(true);
  expect(shiftDueDate('2026-05-01', 'following', calendar)).toEqual({
    date: '2026-05-06',
    provisional: false,
  });
  expect(shiftDueDate('2026-05-09', 'following', calendar).date).toBe('2026-05-09');
});

test('isProvisional() flags every date of a year without a published notice', () => {
  expect(isProvisional(calendar, '2026-12-31')).toBe(false);
  expect(isProvisional(calendar, '2027-01-04')).toBe(true);
});

test('readWorkCalendar() holds no make-up workday that is a weekday, and no date of another year', () => {
  for (const { year, holidays, makeUpWorkdays } of content.years) {
    expect(holidays.length).toBeGreaterThan(20);
    for (const date of [...holidays, ...makeUpWorkdays])
      expect(date.slice(0, 4)).toBe(String(year));
    for (const date of makeUpWorkdays) {
      const withoutMakeUp = readWorkCalendar({ ...content, years: [] });
      expect(isWorkingDay(withoutMakeUp, date), date).toBe(false);
    }
  }
});

const deadlines = [
  // opened, working hours, due
  ['2026-05-08', '16:00', 8, '2026-05-09', '16:30'],
  ['2026-04-30', '17:00', 8, '2026-05-06', '17:30'],
  ['2026-04-30', '17:00', 4, '2026-05-06', '12:00'],
  // lunch and night do not count, and a start in them counts from the next opening
  ['2026-03-03', '12:15', 1, '2026-03-03', '14:30'],
  ['2026-03-03', '23:00', 1, '2026-03-04', '10:00'],
  ['2026-03-06', '17:30', 16, '2026-03-11', '09:30'],
] as const;

test.each(deadlines)(
  'addWorkingMinutes() from %s %s, %i hours, is due %s %s',
  (date, time, hours, dueDate, dueTime) => {
    expect(addWorkingMinutes(at(date, time), hours * 60, shanghai)).toBe(at(dueDate, dueTime));
  },
);

test('addWorkingMinutes() counts real hours through the night the clocks go forward', () => {
  const friday = localInstant('2026-03-06', '23:00', 'America/New_York');
  const everyDay: BranchCalendar = {
    ...newYork,
    calendar: {
      years: new Map([
        [
          2026,
          {
            status: 'published',
            holidays: new Set(),
            makeUpWorkdays: new Set(['2026-03-07', '2026-03-08']),
          },
        ],
      ]),
    },
  };
  expect(addWorkingMinutes(friday, 48 * 60, everyDay)).toBe(addMs(friday, 48 * 3_600_000));
});

test('workingMinutesBetween() gives back what addWorkingMinutes() added', () => {
  const start = at('2026-01-01', '00:00');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500_000 }),
      fc.integer({ min: 0, max: 5000 }),
      (offset, minutes) => {
        const startAt = addMs(start, offset * 60_000);
        const dueAt = addWorkingMinutes(startAt, minutes, shanghai);
        expect(workingMinutesBetween(startAt, dueAt, shanghai)).toBe(minutes);
      },
    ),
    { numRuns: 60 },
  );
});

test('workingMinutesBetween() is 0 over a holiday and never negative', () => {
  expect(
    workingMinutesBetween(at('2026-05-01', '09:00'), at('2026-05-05', '18:00'), shanghai),
  ).toBe(0);
  expect(
    workingMinutesBetween(at('2026-05-06', '10:00'), at('2026-05-06', '09:00'), shanghai),
  ).toBe(0);
});
