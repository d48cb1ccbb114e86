/** Twelve buckets: three timings by four components. Each can be served in any place, and none may be forgotten. */
import { expect, test } from 'vitest';
import { money } from '../../../domain/money.ts';
import type { Component } from '../../../domain/schedule/terms.ts';
import { allocatePayment } from '../../../domain/servicing/allocation.ts';
import {
  assertWaterfalls,
  defaultWaterfalls,
  waterfall,
  waterfallPresets,
  type Timing,
  type Waterfall,
} from '../../../domain/servicing/waterfalls.ts';

const components: readonly Component[] = ['penalty', 'fee', 'interest', 'principal'];
const dates = { past_due: '2026-01-10', due: '2026-02-10', in_advance: '2026-03-10' } as const;
const timings = Object.keys(dates) as Timing[];
const places = timings.flatMap((timing) =>
  components.map((component) => ({ timing, component, name: `${timing} ${component}` })),
);

/** One due of 1.00 in each of the twelve places. */
const dues = places.map(({ timing, component }) => ({
  installmentNumber: timings.indexOf(timing) + 1,
  component,
  dueDate: dates[timing],
  amountMinor: 100n,
}));

function servedBy(order: readonly (typeof places)[number][], minor: bigint): string[] {
  const buckets = order.map(({ timing, component }) => ({ timing, components: [component] }));
  const { lines } = allocatePayment({
    amount: money(minor, 'CNY'),
    dues,
    waterfall: { sequence: 'installment_first', buckets },
    effectiveDate: dates.due,
  });
  return lines.map(({ timing, component }) => `${timing} ${component}`);
}

test.each(places)('allocatePayment() serves $name first where it stands first', (place) => {
  const order = [place, ...places.filter((other) => other !== place)];
  expect(servedBy(order, 100n)).toEqual([place.name]);
});

test.each(places)('allocatePayment() serves $name last where it stands last', (place) => {
  const order = [...places.filter((other) => other !== place), place];
  expect(servedBy(order, 1_100n)).not.toContain(place.name);
  expect(servedBy(order, 1_200n).at(-1)).toBe(place.name);
});

test('allocatePayment() follows all twelve places in whatever order they stand', () => {
  const reversed = places.toReversed();
  expect(servedBy(reversed, 1_200n)).toEqual(reversed.map(({ name }) => name));
});

test('assertWaterfalls() takes the presets of a fresh installation', () => {
  for (const standard of [
    waterfallPresets.standard,
    waterfallPresets.standard_penalty_first,
    waterfallPresets.standard_fee_last,
  ])
    expect(() => assertWaterfalls({ ...defaultWaterfalls, standard })).not.toThrow();
});

const all = components;
const cases: [string, Waterfall, object][] = [
  [
    'forgets fees that are past due',
    waterfall(['penalty', 'interest', 'principal'], all),
    { situation: 'standard', timing: 'past_due', missing: ['fee'], repeated: [] },
  ],
  [
    'names interest twice',
    waterfall([...all, 'interest'], all),
    { timing: 'past_due', missing: [], repeated: ['interest'] },
  ],
  [
    'leaves principal out of what comes in advance',
    waterfall(all, ['interest', 'fee', 'penalty']),
    { timing: 'in_advance', missing: ['principal'], repeated: [] },
  ],
  [
    'repeats a component in another bucket of the same timing',
    {
      sequence: 'component_first',
      buckets: [
        ...waterfall(all, all).buckets,
        { timing: 'due' as const, components: ['penalty' as const] },
      ],
    },
    { timing: 'due', missing: [], repeated: ['penalty'] },
  ],
];
test.each(cases)('assertWaterfalls() refuses a standard order that %s', (_name, standard, data) => {
  expect(() => assertWaterfalls({ ...defaultWaterfalls, standard })).toThrow(
    expect.objectContaining({ code: 'waterfall_incomplete', data: expect.objectContaining(data) }),
  );
});

test('assertWaterfalls() lets a settlement take nothing in advance, and nothing twice', () => {
  const settlement = waterfall(all, []);
  expect(() => assertWaterfalls({ ...defaultWaterfalls, settlement })).not.toThrow();
  const twice = waterfall(all, ['principal', 'principal']);
  expect(() => assertWaterfalls({ ...defaultWaterfalls, settlement: twice })).toThrow(
    expect.objectContaining({ code: 'waterfall_incomplete' }),
  );
});
