/** Limits by role, counted over twelve months. */
import { expect, test } from 'vitest';
import { money } from '../../../domain/money.ts';
import type { LoanEvent } from '../../../domain/servicing/events.ts';
import { waivedWithin, waiverLimitOf } from '../../../domain/servicing/waiver-limits.ts';
import { recorded } from './loans.ts';

const cny = (minor: bigint) => money(minor, 'CNY');
const limits = [
  { role: 'collector', limit: cny(20_000n) },
  { role: 'branch_head', limit: cny(1_000_000n) },
] as const;

test('waiverLimitOf() is the highest of the roles, and nothing without one', () => {
  expect(waiverLimitOf(new Set(['collector']), limits)).toEqual(cny(20_000n));
  expect(waiverLimitOf(new Set(['collector', 'branch_head']), limits)).toEqual(cny(1_000_000n));
  expect(waiverLimitOf(new Set(['finance']), limits)).toBeNull();
  expect(waiverLimitOf(new Set(['collector']), [])).toBeNull();
});

const line = (minor: bigint) => ({
  component: 'penalty' as const,
  installmentNumber: null,
  amount: cny(minor),
});
const waiver = (seq: number, date: string, minor: bigint): LoanEvent => ({
  ...recorded(seq, date),
  kind: 'waiver',
  reason: 'goodwill',
  lines: [line(minor)],
});

test.each([
  ['2027-03-10', 350n, 'the waiver of 10 March a year before is twelve months old'],
  ['2027-03-09', 450n, 'and counts until the day before'],
])('waivedWithin() on %s is %s minor units: %s', (businessDate, expected) => {
  const events = [waiver(1, '2026-03-10', 100n), waiver(2, '2026-09-01', 50n)];
  const total = waivedWithin([line(200n), line(100n)], events, { businessDate, currency: 'CNY' });
  expect(total).toEqual(cny(expected));
});
