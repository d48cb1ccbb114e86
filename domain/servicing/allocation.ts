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

type Served = Due & { readonly timing: Timing; readonly dueIndex: number };

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
  const timed = dues.map(({ installmentNumber, component, dueDate, amountMinor }, dueIndex) => ({
    installmentNumber,
    component,
    dueDate,
    amountMinor,
    dueIndex,
    timing: timingOf(dueDate, effectiveDate),
  }));
  const lines: (AllocationLine & { dueIndex: number })[] = [];
  let left = amount.minor;
  for (const due of inOrder(timed, waterfall)) {
    if (left === 0n) break;
    const amountMinor = due.amountMinor < left ? due.amountMinor : left;
    if (amountMinor <= 0n) continue;
    const { installmentNumber, component, timing, dueIndex } = due;
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

function inOrder(dues: readonly Served[], waterfall: Waterfall): readonly Served[] {
  return joined(waterfall).flatMap(({ timings, components }) => {
    const inside = dues.filter(
      ({ timing, component }) => timings.includes(timing) && components.includes(component),
    );
    const rank = ({ component }: Served) => components.indexOf(component);
    const byComponent = (a: Served, b: Served) => rank(a) - rank(b);
    const [first, second] =
      waterfall.sequence === 'installment_first' ? [byRow, byComponent] : [byComponent, byRow];
    return inside.sort((a, b) => first(a, b) || second(a, b) || byDate(a, b));
  });
}

function byRow(a: Served, b: Served): number {
  return a.installmentNumber - b.installmentNumber;
}

/** Neighbouring buckets with the same components are one: all that is due, rows in order. */
function joined({ buckets }: Waterfall): readonly Bucket[] {
  const result: Bucket[] = [];
  for (const { timing, components } of buckets) {
    const last = result.at(-1);
    if (timing !== 'in_advance' && last !== undefined && sameOrder(last.components, components)) {
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

function byDate(a: Served, b: Served): number {
  return a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : a.dueIndex - b.dueIndex;
}
