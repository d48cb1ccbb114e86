/** The small parts around a schedule: explanations, wire form, first due date, working days. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { money } from '../../../domain/money.ts';
import { buildSchedule } from '../../../domain/schedule/build.ts';
import { explainRow, percent } from '../../../domain/schedule/explain.ts';
import { chooseFirstDueDate } from '../../../domain/schedule/first-due-date.ts';
import { termsFromWire, termsToWire } from '../../../domain/schedule/terms.ts';
import {
  emptyCalendar,
  isWorkingDay,
  shiftDueDate,
} from '../../../domain/schedule/working-days.ts';
import type { WorkCalendar } from '../../../domain/schedule/working-days.ts';
import { anyTerms, plainTerms, startDate } from '../servicing/loans.ts';

const loan = [{ date: startDate, amount: money(10_000_000n, 'CNY') }];

test('explainRow() shows the sum behind interest and principal', () => {
  const schedule = buildSchedule(plainTerms, loan, emptyCalendar);
  expect(explainRow(schedule, schedule.rows[0]!)).toEqual({
    number: 1,
    days: 31,
    formula: 'level_less_interest',
    rounding: 'half_up',
    interest: ['100000.00 × 7.2 % × 30/360'],
    principal: '8661.90 − 600.00 = 8061.90',
  });
});

test('explainRow() has one line for each stretch between tranches', () => {
  const tranches = [...loan, { date: '2026-01-25', amount: money(100_000n, 'CNY') }];
  const schedule = buildSchedule(
    { ...plainTerms, dayCount: 'actual/360' },
    tranches,
    emptyCalendar,
  );
  expect(explainRow(schedule, schedule.rows[0]!).interest).toEqual([
    '100000.00 × 7.2 % × 10/360',
    '101000.00 × 7.2 % × 21/360',
  ]);
});

test('percent() writes whole parts per million without trailing zeros', () => {
  expect([94_822, 240_000, 72_000, 1].map(percent)).toEqual([
    '9.4822 %',
    '24 %',
    '7.2 %',
    '0.0001 %',
  ]);
});

test('termsFromWire() reads back what termsToWire() wrote, through JSON', () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const rounding = { ...terms.rounding, installmentMultiple: money(100n, 'CNY') };
      const drawn = { ...terms, rounding, balloon: money(5_000n, 'CNY') };
      const text = JSON.stringify(termsToWire(drawn));
      expect(termsFromWire(JSON.parse(text) as ReturnType<typeof termsToWire>)).toEqual(drawn);
    }),
  );
});

test('termsToWire() writes money as a decimal string', () => {
  const balloon = money(120_411n, 'CNY');
  expect(termsToWire({ ...plainTerms, balloon }).balloon).toEqual({
    amount: '1204.11',
    currency: 'CNY',
  });
});

const stubs = [
  // disbursed, day of the month, first due
  ['2026-01-20', 5, '2026-02-05'],
  ['2026-01-25', 5, '2026-03-05'],
  ['2026-01-31', 31, '2026-02-28'],
  ['2026-03-05', 5, '2026-04-05'],
] as const;
test.each(stubs)('chooseFirstDueDate() from %s on day %i is %s', (disbursed, day, expected) => {
  expect(chooseFirstDueDate(disbursed, day)).toBe(expected);
});

const may: WorkCalendar = {
  years: new Map([
    [
      2026,
      {
        status: 'published' as const,
        holidays: new Set(['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05']),
        makeUpWorkdays: new Set(['2026-05-09']),
      },
    ],
  ]),
};

test('isWorkingDay() knows holidays on weekdays and make-up workdays on weekends', () => {
  expect(isWorkingDay(may, '2026-05-04')).toBe(false);
  expect(isWorkingDay(may, '2026-05-09')).toBe(true);
  expect(isWorkingDay(may, '2026-05-10')).toBe(false);
});

test('shiftDueDate() flags a year that was never published', () => {
  expect(shiftDueDate('2026-05-01', 'following', may)).toEqual({
    date: '2026-05-06',
    provisional: false,
  });
  expect(shiftDueDate('2027-05-01', 'following', may)).toEqual({
    date: '2027-05-03',
    provisional: true,
  });
  expect(shiftDueDate('2026-05-01', 'none', may)).toEqual({
    date: '2026-05-01',
    provisional: false,
  });
});
