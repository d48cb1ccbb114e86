/** When a loan may perform again: the examples of the rule book, section 9.1. */
import { expect, test } from 'vitest';
import { addMonths } from '../../../domain/calendar.ts';
import { earliestReturnDate, nonPerformingSince } from '../../../domain/servicing/performance.ts';
import type { LoanRow, LoanState } from '../../../domain/servicing/state.ts';

const rowsOn = (dates: readonly string[]) => ({
  rows: dates.map((dueDate) => ({ dueDate, dueMinor: 100n }) as LoanRow),
});
const monthly = (from: string, count: number) =>
  rowsOn(Array.from({ length: count }, (_, index) => addMonths(from, index)));

test.each([
  // cured on, due dates, not before
  ['2026-03-10', monthly('2026-03-15', 24), '2026-09-10', 'six months are longer'],
  ['2026-05-20', rowsOn(['2026-06-01', '2026-12-01']), '2026-12-01', 'two due dates are longer'],
  ['2026-12-10', monthly('2026-12-15', 1), '2027-06-10', 'one row is left'],
  ['2026-12-20', monthly('2026-12-15', 1), '2027-06-20', 'no row is left'],
])('earliestReturnDate() after %s is not before %#: %s', (cured, rows, expected) => {
  expect(earliestReturnDate(cured, rows)).toBe(expected);
});

test('earliestReturnDate() does not count rows on which nothing is due', () => {
  const { rows } = monthly('2026-03-15', 10);
  const holiday = rows.map((row, index) => (index < 8 ? { ...row, dueMinor: 0n } : row));
  expect(earliestReturnDate('2026-03-10', { rows: holiday })).toBe('2026-12-15');
});

const state = (given: Partial<LoanState>): LoanState =>
  ({ status: 'active', businessDate: '2026-08-01', returnedDate: null, ...given }) as LoanState;

test.each([
  [null, state({ daysPastDue: 90 }), null],
  [null, state({ daysPastDue: 91 }), '2026-08-01'],
  ['2026-06-01', state({ daysPastDue: 0 }), '2026-06-01'],
  ['2026-06-01', state({ daysPastDue: 0, returnedDate: '2026-08-01' }), null],
  // An earlier return says nothing of a loan that became bad after it.
  ['2026-06-01', state({ daysPastDue: 0, returnedDate: '2025-08-01' }), '2026-06-01'],
  // A payment that came back takes the ground from under the return.
  ['2026-06-01', state({ daysPastDue: 150, returnedDate: '2026-07-01' }), '2026-08-01'],
  [null, state({ daysPastDue: 400, status: 'written_off' }), null],
])('nonPerformingSince() %#: from %s to %s', (before, now, expected) => {
  expect(nonPerformingSince(before, now)).toBe(expected);
});
