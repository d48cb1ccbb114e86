import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  daysInMonth,
  fullYears,
  isIsoDate,
  weekday,
} from '../../domain/calendar.ts';

const anyDay = fc.integer({ min: -200_000, max: 400_000 });

test('dateOfDayNumber() is the inverse of dayNumber()', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      expect(dayNumber(dateOfDayNumber(day))).toBe(day);
    }),
  );
});

test('dayNumber() agrees with the dates that every calendar knows', () => {
  expect(dayNumber('1970-01-01')).toBe(0);
  expect(dayNumber('2000-02-29')).toBe(11_016);
  expect(daysBetween('2026-02-15', '2026-03-15')).toBe(28);
  expect(daysBetween('2027-11-30', '2028-02-29')).toBe(91);
});

test('addDays() counts like dayNumber()', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
      expect(dayNumber(addDays(dateOfDayNumber(day), days))).toBe(day + days);
    }),
  );
});

test('addMonths() keeps the anchor’s day, or the last of a shorter month, or the first after it', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 480 }), (day, months) => {
      const anchor = dateOfDayNumber(day);
      const clamped = addMonths(anchor, months, 'clamp');
      const rolled = addMonths(anchor, months, 'roll');
      const [year, month, on] = clamped.split('-').map(Number) as [number, number, number];
      expect(on).toBe(Math.min(Number(anchor.slice(8)), daysInMonth(year, month)));
      expect(rolled === clamped || (rolled === addDays(clamped, 1) && rolled.endsWith('-01'))).toBe(
        true,
      );
    }),
  );
});

test('weekday() counts from Monday', () => {
  expect(weekday('2026-05-01')).toBe(5);
  expect(weekday('2026-05-09')).toBe(6);
  expect(weekday('1969-12-28')).toBe(7);
});

test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-05', '20260105', '2026-04-31'])(
  'isIsoDate() knows no %s',
  (text) => expect(isIsoDate(text)).toBe(false),
);

test('fullYears() counts birthdays passed', () => {
  expect(fullYears('1985-06-15', '2026-06-14')).toBe(40);
  expect(fullYears('1985-06-15', '2026-06-15')).toBe(41);
  expect(fullYears('2008-02-29', '2026-02-28')).toBe(17);
  expect(fullYears('2008-02-29', '2026-03-01')).toBe(18);
});
