/**
 * Promises to pay: what may be promised, and how a promise is judged. At the end of the day `promiseDate +
 * graceDays` the payments since the promise was made decide: all of it (less a small tolerance) is kept, some of it
 * partial, nothing broken. Kept may be said as soon as it is true; a payment that comes back judges it again.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { Money } from '../money.ts';
import { add, zero } from '../money.ts';
import type { PromiseState } from './case-states.ts';

export type PromiseRules = {
  /** Days ahead a promise may lie, by the bucket the customer is in. */
  readonly maxDaysAheadInM1: number;
  readonly maxDaysAheadLater: number;
  readonly maxParts: number;
  readonly graceDays: number;
  /** Short by no more than this is kept; in minor units of the loan's currency. */
  readonly toleranceMinor: bigint;
  /** So many broken in so many days escalate the case one step. */
  readonly brokenCount: number;
  readonly brokenWithinDays: number;
};

export const defaultPromiseRules: PromiseRules = {
  maxDaysAheadInM1: 14,
  maxDaysAheadLater: 7,
  maxParts: 3,
  graceDays: 1,
  toleranceMinor: 100n,
  brokenCount: 2,
  brokenWithinDays: 90,
};

export type PromiseToPay = {
  readonly amount: Money;
  readonly createdDate: IsoDate;
  readonly promiseDate: IsoDate;
  readonly graceDays: number;
};

export type PromisePayment = { readonly amount: Money; readonly effectiveDate: IsoDate };

export type PromiseJudgement = {
  readonly state: Exclude<PromiseState, 'cancelled'>;
  readonly paid: Money;
};

/**
 * @param payments of the customer that stand, reversed ones left out
 * @param endedDate the last business date that is over
 */
export function judgePromise(
  promise: PromiseToPay,
  payments: readonly PromisePayment[],
  endedDate: IsoDate,
  { toleranceMinor }: Pick<PromiseRules, 'toleranceMinor'>,
): PromiseJudgement {
  const lastDate = promiseEndDate(promise);
  let paid: Money = zero(promise.amount.currency);
  for (const { amount, effectiveDate } of payments) {
    if (effectiveDate >= promise.createdDate && effectiveDate <= lastDate) paid = add(paid, amount);
  }
  if (paid.minor >= promise.amount.minor - toleranceMinor) return { state: 'kept', paid };
  if (endedDate < lastDate) return { state: 'open', paid };
  return { state: paid.minor > 0n ? 'partial' : 'broken', paid };
}

/** The last day whose payments still count; judged when it is over. */
export function promiseEndDate({
  promiseDate,
  graceDays,
}: Pick<PromiseToPay, 'promiseDate' | 'graceDays'>): IsoDate {
  return addDays(promiseDate, graceDays);
}

/** The furthest day a promise may name. */
export function latestPromiseDate(
  { businessDate, bucket }: { readonly businessDate: IsoDate; readonly bucket: string },
  rules: PromiseRules,
): IsoDate {
  const isEarly = bucket === 'M0' || bucket === 'M1';
  return addDays(businessDate, isEarly ? rules.maxDaysAheadInM1 : rules.maxDaysAheadLater);
}

/**
 * @param openCount promises of the case that are still open; together with this one they are its parts
 * @throws DomainError `amount_not_positive`, `promise_date_out_of_range`, `too_many_promises`
 */
export function assertMayPromise(
  promise: Pick<PromiseToPay, 'amount' | 'promiseDate'>,
  state: { readonly businessDate: IsoDate; readonly bucket: string; readonly openCount: number },
  rules: PromiseRules,
): void {
  const { amount, promiseDate } = promise;
  const { businessDate, bucket, openCount } = state;
  const latestDate = latestPromiseDate({ businessDate, bucket }, rules);
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
  if (promiseDate < businessDate || promiseDate > latestDate) {
    throw new DomainError('promise_date_out_of_range', {
      promiseDate,
      earliestDate: businessDate,
      latestDate,
    });
  }
  if (openCount >= rules.maxParts) {
    throw new DomainError('too_many_promises', { maxParts: rules.maxParts });
  }
}

/** Whether the promises broken so far send the case one level up. */
export function doBrokenPromisesEscalate(
  brokenDates: readonly IsoDate[],
  businessDate: IsoDate,
  { brokenCount, brokenWithinDays }: PromiseRules,
): boolean {
  const since = addDays(businessDate, -brokenWithinDays);
  return brokenDates.filter((date) => date > since && date <= businessDate).length >= brokenCount;
}
