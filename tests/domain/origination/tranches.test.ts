/** Drawing in parts: how many, until when, and what lapses. */
import { expect, test } from 'vitest';
import { parseAmount } from '../../../domain/money.ts';
import {
  assertMayDraw,
  lastDrawDate,
  mayDrawMore,
  undrawn,
  type Drawing,
} from '../../../domain/origination/tranches.ts';

const cny = (text: string) => parseAmount(text, 'CNY');
const rule = { maxCount: 3, lastWithinTermPpm: 500_000 };
const drawing: Drawing = {
  rule,
  approved: cny('100000.00'),
  drawn: cny('60000.00'),
  drawnCount: 1,
  drawUntilDate: '2026-07-17',
};

test.each([
  // opened, last due date, share, last day for drawing
  ['2026-01-15', '2027-01-15', 500_000, '2026-07-16'],
  ['2026-01-15', '2026-02-15', 500_000, '2026-01-30'],
  ['2026-01-15', '2027-01-15', 250_000, '2026-04-16'],
])('lastDrawDate() of %s to %s within %i ppm is %s', (openedDate, maturityDate, ppm, expected) => {
  const some = { ...rule, lastWithinTermPpm: ppm };
  expect(lastDrawDate(some, { openedDate, maturityDate })).toBe(expected);
});

test.each([
  [
    'the first part is free of count and date',
    { drawnCount: 0, drawn: cny('0.00'), drawUntilDate: null },
    '100000.00',
    '2030-01-01',
    null,
  ],
  ['a part within everything passes', {}, '40000.00', '2026-07-17', null],
  ['one cent more than is left', {}, '40000.01', '2026-07-17', 'amount_exceeds_approved'],
  ['the day after the last', {}, '1.00', '2026-07-18', 'drawing_ended'],
  ['drawing has ended before', { drawUntilDate: null }, '1.00', '2026-02-01', 'drawing_ended'],
  ['as many parts as agreed', { drawnCount: 3 }, '1.00', '2026-02-01', 'tranche_count_exceeded'],
  ['an offer without parts', { rule: null }, '1.00', '2026-02-01', 'tranche_count_exceeded'],
] as const)('assertMayDraw(): %s', (_name, change, amount, date, code) => {
  const attempt = () => assertMayDraw({ ...drawing, ...change }, cny(amount), date);
  if (code === null) expect(attempt).not.toThrow();
  else expect(attempt).toThrow(expect.objectContaining({ code }));
});

test('mayDrawMore() ends with the last part and with the last cent', () => {
  expect(undrawn(drawing)).toEqual(cny('40000.00'));
  expect(mayDrawMore(drawing, cny('39999.99'))).toBe(true);
  expect(mayDrawMore(drawing, cny('40000.00'))).toBe(false);
  expect(mayDrawMore({ ...drawing, drawnCount: 2 }, cny('1.00'))).toBe(false);
  expect(mayDrawMore({ ...drawing, rule: null, drawnCount: 0 }, cny('1.00'))).toBe(false);
});
