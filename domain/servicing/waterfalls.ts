/**
 * Orders of allocation 冲账顺序 as data. Buckets are served in order; inside a bucket `installment_first` empties
 * the oldest row, component by component, before the next row, and `component_first` pays one component across
 * all rows first. A loan carries one waterfall per situation, copied from its product.
 */
import { DomainError } from '../errors.ts';
import type { Component } from '../schedule/terms.ts';

/** By the due date of an amount: before the effective date, on it, or after it. */
export type Timing = 'past_due' | 'due' | 'in_advance';

export type WaterfallBucket = {
  readonly timing: Timing;
  readonly components: readonly Component[];
};

export type Waterfall = {
  readonly sequence: 'installment_first' | 'component_first';
  readonly buckets: readonly WaterfallBucket[];
};

export const waterfallSituations = [
  'standard',
  'non_performing',
  'settlement',
  'written_off',
] as const;
export type WaterfallSituation = (typeof waterfallSituations)[number];

export type Waterfalls = { readonly [S in WaterfallSituation]: Waterfall };

export type WaterfallName = WaterfallSituation | 'standard_penalty_first' | 'standard_fee_last';

/**
 * The presets a fresh installation is seeded with. An order that puts enforcement costs, then interest, then the
 * main debt follows 民法典 第561条, unless agreed otherwise: check the official text before relying on it.
 */
export const waterfallPresets: { readonly [N in WaterfallName]: Waterfall } = {
  standard: waterfall(
    ['fee', 'penalty', 'interest', 'principal'],
    ['interest', 'principal', 'fee', 'penalty'],
  ),
  standard_penalty_first: waterfall(
    ['penalty', 'fee', 'interest', 'principal'],
    ['principal', 'penalty', 'fee', 'interest'],
  ),
  standard_fee_last: waterfall(
    ['penalty', 'interest', 'principal', 'fee'],
    ['penalty', 'interest', 'principal', 'fee'],
  ),
  non_performing: waterfall(['principal', 'interest', 'penalty', 'fee'], ['principal']),
  settlement: waterfall(['principal', 'interest', 'fee', 'penalty'], []),
  written_off: waterfall(['fee', 'principal', 'interest', 'penalty'], []),
};

/** The four situations of a loan with the default presets. */
export const defaultWaterfalls: Waterfalls = {
  standard: waterfallPresets.standard,
  non_performing: waterfallPresets.non_performing,
  settlement: waterfallPresets.settlement,
  written_off: waterfallPresets.written_off,
};

/** One order for what is past due and due, another for what is in advance (empty: nothing is taken in advance). */
export function waterfall(
  due: readonly Component[],
  inAdvance: readonly Component[],
  sequence: Waterfall['sequence'] = 'installment_first',
): Waterfall {
  const buckets: WaterfallBucket[] = [
    { timing: 'past_due', components: due },
    { timing: 'due', components: due },
  ];
  if (inAdvance.length > 0) buckets.push({ timing: 'in_advance', components: inAdvance });
  return { sequence, buckets };
}

const components: readonly Component[] = ['penalty', 'fee', 'interest', 'principal'];

/**
 * Three timings by four components are twelve places. The standard order fills each of them once; the others fill
 * those of past due and due, and may leave out what they take in advance.
 * @throws DomainError `waterfall_incomplete` naming what is forgotten or stands twice
 */
export function assertWaterfalls(waterfalls: Waterfalls): void {
  for (const situation of waterfallSituations) {
    for (const timing of ['past_due', 'due', 'in_advance'] as const) {
      const named = waterfalls[situation].buckets
        .filter((bucket) => bucket.timing === timing)
        .flatMap((bucket) => bucket.components);
      const mayLeaveOut = timing === 'in_advance' && situation !== 'standard';
      const missing = mayLeaveOut ? [] : components.filter((one) => !named.includes(one));
      const repeated = components.filter((one) => named.indexOf(one) !== named.lastIndexOf(one));
      if (missing.length > 0 || repeated.length > 0)
        throw new DomainError('waterfall_incomplete', { situation, timing, missing, repeated });
    }
  }
}
