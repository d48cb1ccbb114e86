import { expect, test } from 'vitest';
import {
  assertCounterOffer,
  retier,
  type CounterTerms,
  type RateBounds,
} from '../../../domain/approval/counter-offer.ts';
import type { ApplicationData } from '../../../domain/origination/application.ts';
import { cny, retailCn } from './support.ts';

const asked = {
  amount: { amount: '40000.00', currency: 'CNY' },
  installmentCount: 24,
} as ApplicationData;
const fixed: RateBounds = { fromPpm: 120_000, toPpm: 240_000, isFloating: false };
const terms = (change: Partial<CounterTerms>): CounterTerms => ({
  amount: cny('40,000.00'),
  installmentCount: 24,
  security: null,
  annualRatePpm: null,
  ...change,
});

test.each([
  ['a lower amount', { amount: cny('30,000.00') }],
  ['a shorter term', { installmentCount: 12 }],
  ['a higher rate', { annualRatePpm: 150_000 }],
  ['more security', { security: 'a guarantor' }],
  ['the cap itself', { annualRatePpm: 240_000 }],
  ['less of everything', { amount: cny('1.00'), installmentCount: 1, annualRatePpm: 200_000 }],
])('assertCounterOffer() takes %s', (_, change) => {
  expect(() => assertCounterOffer(terms(change), asked, fixed)).not.toThrow();
});

test.each([
  ['more than was asked', { amount: cny('40,000.01') }, 'counter_offer_above_request'],
  ['a longer term', { installmentCount: 25 }, 'counter_offer_above_request'],
  ['a rate below the product', { annualRatePpm: 119_999 }, 'counter_offer_rate_out_of_range'],
  ['a rate above the cap', { annualRatePpm: 240_001 }, 'counter_offer_rate_out_of_range'],
  ['nothing new', {}, 'counter_offer_same'],
  ['the rate of the product alone', { annualRatePpm: 120_000 }, 'counter_offer_same'],
  ['nothing at all', { amount: cny('0.00') }, 'amount_not_positive'],
])('assertCounterOffer() refuses %s', (_, change, code) => {
  expect(() => assertCounterOffer(terms(change), asked, fixed)).toThrow(
    expect.objectContaining({ code }),
  );
});

test('assertCounterOffer() leaves a floating rate alone', () => {
  const floating = { ...fixed, isFloating: true };
  const change = terms({ annualRatePpm: 150_000 });
  expect(() => assertCounterOffer(change, asked, floating)).toThrow(
    expect.objectContaining({ code: 'rate_follows_reference' }),
  );
});

test('assertCounterOffer() compares with the rate that was agreed before', () => {
  const before = { ...asked, agreedRatePpm: 150_000 };
  const same = terms({ annualRatePpm: 150_000 });
  expect(() => assertCounterOffer(same, before, fixed)).toThrow(
    expect.objectContaining({ code: 'counter_offer_same' }),
  );
  expect(() => assertCounterOffer(terms({ annualRatePpm: 160_000 }), before, fixed)).not.toThrow();
});

const tierOf = (name: string) => retailCn.tiers.find(({ tier }) => tier === name)!;
const keysOf = ({ path }: { readonly path: readonly { readonly key: string }[] }) =>
  path.map(({ key }) => key);

test('retier() keeps a higher path already begun, and adds what a higher tier asks for', () => {
  const t3 = { tier: 'T3', path: tierOf('T3').path };
  expect(retier(retailCn, t3, 'T2')).toEqual({ move: 'kept', ...t3 });
  expect(retier(retailCn, t3, 'T3')).toEqual({ move: 'same', ...t3 });
  const raised = retier(retailCn, t3, 'T4');
  expect([raised.move, raised.tier, keysOf(raised)]).toEqual([
    'raised',
    'T4',
    ['credit_officer', 'branch_head', 'risk_manager', 'credit_committee'],
  ]);
});

test('retier() adds nothing twice, and leaves a path alone that the matrix would decline', () => {
  const t1 = { tier: 'T1', path: tierOf('T1').path };
  const raised = retier(retailCn, t1, 'T3');
  expect(keysOf(raised)).toEqual([
    'credit_officer',
    'second_credit_officer',
    'branch_head',
    'risk_manager',
  ]);
  expect(retier(retailCn, t1, null)).toEqual({ move: 'same', ...t1 });
});
