/**
 * Splits one payment over what is owed, in the order of a waterfall 冲账顺序. An amount is past due, due or in
 * advance by its own due date against the payment's effective date: interest and principal take the
 * installment's due date, a fee or penalty takes its own.
 */
import type { IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { invariant } from '../invariant.ts';
import type { Money } from '../money.ts';
import type { Component } from '../schedule/terms.ts';
import type { AllocationLine } from './state.ts';
import type { Timing, Waterfall } from './waterfalls.ts';

/** One amount owed. Several of one component in one row are several dues. */
export type Due = {
  readonly installmentNumber: number;
  readonly component: Component;
  readonly dueDate: IsoDate;
  readonly amountMinor: bigint;
};

export type Allocation = {
  readonly lines: readonly (AllocationLine & { readonly dueIndex: number })[];
  /** What no bucket took. */
  readonly creditMinor: bigint;
};

/** A due and its place in the order: the first bucket that takes it, and the rank of its component there. */
type Placed = {
  readonly due: Due;
  readonly dueIndex: number;
  readonly timing: Timing;
  readonly bucket: number;
  readonly rank: number;
};

/**
 * @param dues in minor units of the payment's currency, rows in order; zero amounts are skipped
 * @returns one line per due touched (`dueIndex` is its place in `dues`) and the rest; together they equal the amount
 * @throws DomainError `amount_not_positive`
 */
export function allocatePayment({
  amount,
  dues,
  waterfall,
  effectiveDate,
}: {
  readonly amount: Money;
  readonly dues: readonly Due[];
  readonly waterfall: Waterfall;
  readonly effectiveDate: IsoDate;
}): Allocation {
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
  const lines: (AllocationLine & { dueIndex: number })[] = [];
  let left = amount.minor;
  for (const { due, timing, dueIndex } of inOrder(dues, waterfall, effectiveDate)) {
    if (left === 0n) break;
    const amountMinor = due.amountMinor < left ? due.amountMinor : left;
    if (amountMinor <= 0n) continue;
    const { installmentNumber, component } = due;
    lines.push({ installmentNumber, component, timing, amountMinor, dueIndex });
    left -= amountMinor;
  }
  const placed = lines.reduce((total, line) => total + line.amountMinor, 0n);
  invariant(placed + left === amount.minor, 'the parts of a payment sum to the payment');
  return { lines, creditMinor: left };
}

export function timingOf(dueDate: IsoDate, effectiveDate: IsoDate): Timing {
  if (dueDate < effectiveDate) return 'past_due';
  return dueDate === effectiveDate ? 'due' : 'in_advance';
}

/** The buckets of a waterfall that take nothing in advance. */
export function withoutAdvance(waterfall: Waterfall): Waterfall {
  return {
    ...waterfall,
    buckets: waterfall.buckets.filter(({ timing }) => timing !== 'in_advance'),
  };
}

type Bucket = { readonly timings: readonly Timing[]; readonly components: readonly Component[] };

/** Dues that no bucket takes are left out. */
function inOrder(
  dues: readonly Due[],
  waterfall: Waterfall,
  effectiveDate: IsoDate,
): readonly Placed[] {
  const buckets = joined(waterfall);
  const placed: Placed[] = [];
  for (let dueIndex = 0; dueIndex < dues.length; dueIndex += 1) {
    const due = dues[dueIndex]!;
    const timing = timingOf(due.dueDate, effectiveDate);
    const bucket = bucketFor(buckets, timing, due.component);
    if (bucket === -1) continue;
    const rank = buckets[bucket]!.components.indexOf(due.component);
    placed.push({ due, dueIndex, timing, bucket, rank });
  }
  const isByRow = waterfall.sequence === 'installment_first';
  return placed.sort(isByRow ? byRowThenComponent : byComponentThenRow);
}

function bucketFor(buckets: readonly Bucket[], timing: Timing, component: Component): number {
  return buckets.findIndex(
    ({ timings, components }) => timings.includes(timing) && components.includes(component),
  );
}

function byRowThenComponent(a: Placed, b: Placed): number {
  return a.bucket - b.bucket || byRow(a, b) || a.rank - b.rank || byDate(a, b);
}

function byComponentThenRow(a: Placed, b: Placed): number {
  return a.bucket - b.bucket || a.rank - b.rank || byRow(a, b) || byDate(a, b);
}

function byRow(a: Placed, b: Placed): number {
  return a.due.installmentNumber - b.due.installmentNumber;
}

/** What is due right after what is past due, with the same components, is one bucket: rows in order. */
function joined({ buckets }: Waterfall): readonly Bucket[] {
  const result: Bucket[] = [];
  for (const { timing, components } of buckets) {
    const last = result.at(-1);
    const follows = timing === 'due' && last?.timings.at(-1) === 'past_due';
    if (follows && sameOrder(last.components, components)) {
      result[result.length - 1] = { timings: [...last.timings, timing], components };
    } else {
      result.push({ timings: [timing], components });
    }
  }
  return result;
}

function sameOrder(a: readonly Component[], b: readonly Component[]): boolean {
  return a.length === b.length && a.every((component, index) => component === b[index]);
}

function byDate(a: Placed, b: Placed): number {
  if (a.due.dueDate === b.due.dueDate) return a.dueIndex - b.dueIndex;
  return a.due.dueDate < b.due.dueDate ? -1 : 1;
}
