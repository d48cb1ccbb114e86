import { expect, test } from 'vitest';
import { latestMaturityDate, maxExtensionMonths } from '../../../domain/collections/extension.ts';

const terms = [
  // original months, months it may be extended in all
  [6, 6],
  [12, 12],
  [13, 6],
  [24, 12],
  [60, 30],
  [61, 36],
  [72, 36],
] as const;

test.each(terms)('maxExtensionMonths() of a loan of %i months is %i', (original, expected) => {
  expect(maxExtensionMonths(original)).toBe(expected);
});

test('latestMaturityDate() of a 12-month loan maturing 2026-03-01 is 2027-03-01', () => {
  expect(latestMaturityDate('2026-03-01', 12)).toBe('2027-03-01');
});
