/** Standing in for somebody: how long, for whom, and up to which amount. */
import { expect, test } from 'vitest';
import {
  assertMayDelegate,
  covers,
  delegatedLimit,
  isInForce,
  type Delegation,
  type DelegationWish,
} from '../../../domain/approval/delegation.ts';
import { conditionDeadline } from '../../../domain/approval/conditions.ts';
import { money } from '../../../domain/money.ts';

const everything = { tiers: [], products: [], ceiling: null } as const;
const running: Delegation = {
  delegationId: 'one',
  fromOfficerId: 'an',
  toOfficerId: 'bo',
  startsDate: '2036-02-01',
  endsDate: '2036-02-10',
  scope: everything,
  isEnded: false,
};
const wish: DelegationWish = {
  from: { officerId: 'an', roles: ['credit_officer'], limit: money(1_000_000n, 'CNY') },
  to: { officerId: 'chen', roles: ['credit_officer'] },
  startsDate: '2036-02-05',
  endsDate: '2036-02-20',
  scope: everything,
};

test('isInForce() counts the first and the last day, and nothing once ended', () => {
  const days = ['2036-01-31', '2036-02-01', '2036-02-10', '2036-02-11'];
  expect(days.map((day) => isInForce(running, day))).toEqual([false, true, true, false]);
  expect(isInForce({ ...running, isEnded: true }, '2036-02-05')).toBe(false);
});

test('covers() asks tier, product and amount', () => {
  const narrow: Delegation = {
    ...running,
    scope: { tiers: ['T1'], products: ['car'], ceiling: { amount: '500.00', currency: 'CNY' } },
  };
  const reached = { tier: 'T1', product: 'car', amount: money(50_000n, 'CNY') };
  expect(covers(narrow, reached)).toBe(true);
  expect(covers(narrow, { ...reached, tier: 'T2' })).toBe(false);
  expect(covers(narrow, { ...reached, product: 'boat' })).toBe(false);
  expect(covers(narrow, { ...reached, amount: money(50_001n, 'CNY') })).toBe(false);
});

test('delegatedLimit() is the lower of limit and ceiling', () => {
  const scope = { ...everything, ceiling: { amount: '500.00', currency: 'CNY' } } as const;
  expect(delegatedLimit(money(40_000n, 'CNY'), scope)).toEqual(money(40_000n, 'CNY'));
  expect(delegatedLimit(money(60_000n, 'CNY'), scope)).toEqual(money(50_000n, 'CNY'));
  expect(delegatedLimit(null, everything)).toBeNull();
});

test.each([
  ['a second delegate in the same days', [running], 'delegation_overlaps'],
  ['a delegate who is away', [{ ...running, fromOfficerId: 'chen' }], 'delegation_chain'],
  [
    'a delegator who stands in himself',
    [{ ...running, fromOfficerId: 'bo', toOfficerId: 'an' }],
    'delegation_chain',
  ],
] as const)('assertMayDelegate() refuses %s', (_name, known, code) => {
  expect(() => assertMayDelegate(wish, known, '2036-02-01')).toThrow(
    expect.objectContaining({ code }),
  );
});

test('assertMayDelegate() takes other days, and a delegation that has ended does not count', () => {
  const later = { ...wish, startsDate: '2036-02-11' };
  expect(() => assertMayDelegate(later, [running], '2036-02-01')).not.toThrow();
  expect(() =>
    assertMayDelegate(wish, [{ ...running, isEnded: true }], '2036-02-01'),
  ).not.toThrow();
});

test('conditionDeadline() lies sixty days ahead', () => {
  expect(conditionDeadline('2036-02-13')).toBe('2036-04-13');
});
