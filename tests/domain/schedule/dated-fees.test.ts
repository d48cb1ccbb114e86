/** The days of fees that a contract charges by itself, month ends and leap days included. */
import { expect, test } from 'vitest';
import { nextFeeDate } from '../../../domain/schedule/dated-fees.ts';
import type { FeeDays } from '../../../domain/servicing/fees.ts';

function daysUntil(days: FeeDays, openedDate: string, untilDate: string): string[] {
  const dates: string[] = [];
  let date = nextFeeDate(days, openedDate, openedDate);
  while (date !== null && date <= untilDate) {
    dates.push(date);
    date = nextFeeDate(days, openedDate, date);
  }
  return dates;
}

const cases: readonly (readonly [string, FeeDays, string, readonly string[]])[] = [
  [
    'once after 3 months',
    { kind: 'after_months', months: 3, repeats: false },
    '2026-01-15',
    ['2026-04-15'],
  ],
  [
    'every month from the 31st',
    { kind: 'after_months', months: 1, repeats: true },
    '2027-12-31',
    ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
  ],
  [
    'every 12 months',
    { kind: 'after_months', months: 12, repeats: true },
    '2024-02-29',
    ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'],
  ],
  [
    'each 30 June',
    { kind: 'every_year', month: 6, day: 30 },
    '2026-06-30',
    ['2027-06-30', '2028-06-30'],
  ],
  [
    'each 31 February',
    { kind: 'every_year', month: 2, day: 31 },
    '2026-03-01',
    ['2027-02-28', '2028-02-29'],
  ],
];
test.each(cases)('nextFeeDate() walks %s', (_name, days, openedDate, expected) => {
  const untilDate = expected.length === 1 ? '2099-01-01' : expected.at(-1)!;
  expect(daysUntil(days, openedDate, untilDate)).toEqual(expected);
});
