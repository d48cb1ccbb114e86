/**
 * The all-in annual rate 年化利率: what the borrower really receives against every payment and fee known at signing,
 * penalties left out. 中国人民银行公告〔2021〕第3号 asks for it on every offer and allows either form if the simple
 * one is called so: check the official text before relying on it. Everything is computed in whole numbers with
 * thirty decimals; the rate is rounded to whole ppm, half up.
 */
import type { IsoDate } from '../calendar.ts';
import { daysBetween } from '../calendar.ts';
import { divide, sum } from '../money.ts';
import type { Money } from '../money.ts';
import type { ChargedFee } from '../servicing/fees.ts';
import { plannedDatedFees } from './dated-fees.ts';
import type { Disbursement, Every, LoanTerms, Schedule, ScheduleRow } from './terms.ts';

/** A fee known at signing: taken from the disbursement, or paid apart on its date. */
export type KnownFee = { readonly date: IsoDate; readonly amount: Money };

export type AllInRate = {
  /** 单利: period rate × periods a year; on real days the daily rate × 365. */
  readonly simplePpm: number;
  /** 复利, the internal rate of return: (1 + period rate) ^ periods a year − 1. */
  readonly compoundPpm: number;
  readonly basis: 'equal_periods' | 'real_days';
};

/** Positive is paid by the borrower, negative is received. `at` counts periods or days from the start. */
type Flow = { readonly at: number; readonly minor: bigint };

const one = 10n ** 30n;

/**
 * @param basis null: equal periods where the schedule has them, else real days
 * @returns both rates; zero where the borrower pays no more than was received
 */
export function allInAnnualRate({
  terms,
  disbursements,
  schedule,
  fees,
  basis = null,
}: {
  readonly terms: LoanTerms;
  readonly disbursements: readonly Disbursement[];
  readonly schedule: Schedule;
  readonly fees: readonly KnownFee[];
  readonly basis?: AllInRate['basis'] | null;
}): AllInRate {
  const { rows } = schedule;
  const dated = plannedDatedFees({ terms, disbursements, rows });
  const known = [...fees, ...dated.filter((fee) => !isOnDueDate(fee, schedule))];
  const chosen =
    basis ?? (hasEqualPeriods(terms, disbursements, known) ? 'equal_periods' : 'real_days');
  const startDate = disbursements[0]!.date;
  const inDays = (date: IsoDate) => daysBetween(startDate, date);
  const equal = chosen === 'equal_periods';
  const firstNumber = schedule.rows[0]?.kind === 'down_payment' ? 1 : 0;
  const flows = gather([
    ...disbursements.map(({ date, amount }) => ({ at: inDays(date), minor: -amount.minor })),
    ...fees.map(({ date, amount }) => ({ at: inDays(date), minor: amount.minor })),
    ...rows.map((row) => ({
      at: equal ? row.number - firstNumber : inDays(row.dueDate),
      minor: row.dueMinor - (equal ? 0n : feesOf(row, dated)),
    })),
    ...(equal
      ? []
      : dated.map(({ date, amountMinor }) => ({ at: inDays(date), minor: amountMinor }))),
  ]);
  const rate = periodRate(flows);
  return equal
    ? { ...annualized(rate, periodsAYear(terms)), basis: chosen }
    : { ...annualized(rate, { numerator: 365, denominator: 1 }), basis: chosen };
}

function hasEqualPeriods(
  terms: LoanTerms,
  disbursements: readonly Disbursement[],
  fees: readonly Pick<KnownFee, 'date'>[],
): boolean {
  const startDate = disbursements[0]?.date;
  const isPlain =
    terms.firstDueDate === null && terms.customRows === null && terms.method !== 'single';
  return isPlain && disbursements.length === 1 && fees.every(({ date }) => date === startDate);
}

function isOnDueDate({ date, installmentNumber }: ChargedFee, { rows }: Schedule): boolean {
  return rows.some(({ number, dueDate }) => number === installmentNumber && dueDate === date);
}

/** What a row bears of fees that have a day of their own. */
function feesOf({ number }: ScheduleRow, dated: readonly ChargedFee[]): bigint {
  const own = dated.filter(({ installmentNumber }) => installmentNumber === number);
  return sum(own.map(({ amountMinor }) => amountMinor));
}

function periodsAYear(terms: { readonly every: Every }) {
  const { count, unit } = terms.every;
  const numerator = unit === 'month' ? 12 : unit === 'week' ? 52 : 365;
  return { numerator, denominator: count };
}

function gather(flows: readonly Flow[]): readonly Flow[] {
  const byTime = new Map<number, bigint>();
  for (const { at, minor } of flows) byTime.set(at, (byTime.get(at) ?? 0n) + minor);
  return [...byTime].map(([at, minor]) => ({ at, minor })).sort((a, b) => a.at - b.at);
}

/** The rate a period at which all flows weigh nothing, times `one`; found by halving. */
function periodRate(flows: readonly Flow[]): bigint {
  if (presentValue(flows, 0n) <= 0n) return 0n;
  let low = 0n;
  let high = one / 1000n;
  while (presentValue(flows, high) > 0n && high < one * 1_000_000n) {
    low = high;
    high *= 2n;
  }
  // Fifteen decimals of a period's rate are far below one ppm of a year's.
  while (high - low > 10n ** 15n) {
    const middle = (low + high) / 2n;
    if (presentValue(flows, middle) > 0n) low = middle;
    else high = middle;
  }
  return (low + high) / 2n;
}

/** By Horner's rule from the last flow back, with the discount over each gap raised once. */
function presentValue(flows: readonly Flow[], rate: bigint): bigint {
  const discount = (one * one) / (one + rate);
  const powers = new Map<number, bigint>();
  let value = 0n;
  let at = flows.at(-1)?.at ?? 0;
  for (let index = flows.length - 1; index >= 0; index -= 1) {
    const flow = flows[index]!;
    const gap = at - flow.at;
    let factor = powers.get(gap);
    if (factor === undefined) {
      factor = power(discount, gap);
      powers.set(gap, factor);
    }
    value = (value * factor) / one + flow.minor * one;
    at = flow.at;
  }
  return (value * power(discount, at)) / one;
}

function power(base: bigint, exponent: number): bigint {
  let result = one;
  let square = base;
  for (let left = exponent; left > 0; left >>= 1) {
    if (left & 1) result = (result * square) / one;
    square = (square * square) / one;
  }
  return result;
}

function annualized(
  rate: bigint,
  periods: { readonly numerator: number; readonly denominator: number },
) {
  const { numerator, denominator } = periods;
  const simple = (rate * BigInt(numerator)) / BigInt(denominator);
  const grown = root(power(one + rate, numerator), denominator);
  return { simplePpm: toPpm(simple), compoundPpm: toPpm(grown - one) };
}

/** The n-th root by Newton's rule; periods of several months or weeks make a year of a fraction of them. */
function root(value: bigint, degree: number): bigint {
  if (degree === 1) return value;
  const n = BigInt(degree);
  let guess = value > one ? value : one;
  for (;;) {
    const next = ((n - 1n) * guess + (value * one) / power(guess, degree - 1)) / n;
    if (next >= guess) return guess;
    guess = next;
  }
}

function toPpm(value: bigint): number {
  return Number(divide(value * 1_000_000n, one, 'half_up'));
}
