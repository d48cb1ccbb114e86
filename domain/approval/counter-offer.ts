/**
 * 变更条件: instead of approving what was asked an approver offers less of it: a lower amount, a shorter term, a
 * higher rate, more security. It is never more than was asked, and it binds nobody until the applicant has agreed. The case keeps its
 * path when the new terms fall into a lower tier, and gets the missing stages of a higher one (11.3, 11.4).
 */
import { DomainError } from '../errors.ts';
import { fromWireMoney, type Money } from '../money.ts';
import type { ApplicationData } from '../origination/application.ts';
import type { MatrixContent, StageTemplate } from './matrix.ts';

export type CounterTerms = {
  readonly amount: Money;
  /** Monthly installments. */
  readonly installmentCount: number;
  /** What the applicant has to add as security, in words; null for nothing. */
  readonly security: string | null;
  /** Null: the rate of the product. */
  readonly annualRatePpm: number | null;
};

/** What the product says about its rate. */
export type RateBounds = {
  /** Of the product: nobody is offered less. */
  readonly fromPpm: number;
  readonly toPpm: number;
  /** It follows a published rate, so nobody agrees on another one. */
  readonly isFloating: boolean;
};

/**
 * @throws DomainError `currency_mismatch`, `amount_not_positive`, `counter_offer_above_request`,
 * `rate_follows_reference`, `counter_offer_rate_out_of_range`, `counter_offer_same`
 */
export function assertCounterOffer(
  terms: CounterTerms,
  asked: ApplicationData,
  rate: RateBounds,
): void {
  const amount = asked.amount === null ? null : fromWireMoney(asked.amount);
  if (amount === null || amount.currency !== terms.amount.currency) {
    const expected = amount?.currency ?? terms.amount.currency;
    throw new DomainError('currency_mismatch', { expected, actual: terms.amount.currency });
  }
  if (terms.amount.minor <= 0n) {
    throw new DomainError('amount_not_positive', { amount: terms.amount });
  }
  const askedCount = asked.installmentCount ?? 0;
  if (terms.amount.minor > amount.minor) {
    throw new DomainError('counter_offer_above_request', { field: 'amount' });
  }
  if (terms.installmentCount > askedCount) {
    throw new DomainError('counter_offer_above_request', { field: 'installmentCount' });
  }
  assertRate(terms.annualRatePpm, rate);
  const askedRatePpm = asked.agreedRatePpm ?? rate.fromPpm;
  const isSame =
    terms.amount.minor === amount.minor &&
    terms.installmentCount === askedCount &&
    (terms.annualRatePpm ?? askedRatePpm) === askedRatePpm;
  if (isSame && terms.security === null) throw new DomainError('counter_offer_same', {});
}

function assertRate(
  annualRatePpm: number | null,
  { fromPpm, toPpm, isFloating }: RateBounds,
): void {
  if (annualRatePpm === null) return;
  if (isFloating) throw new DomainError('rate_follows_reference', {});
  if (annualRatePpm < fromPpm || annualRatePpm > toPpm) {
    throw new DomainError('counter_offer_rate_out_of_range', { annualRatePpm, fromPpm, toPpm });
  }
}

export type TierMove = {
  readonly move: 'same' | 'kept' | 'raised';
  readonly tier: string;
  readonly path: readonly StageTemplate[];
};

/**
 * The path after a change of terms. Stages of a higher tier that the present path lacks are added at its end, those
 * it has already stay where they are; a lower tier changes nothing but the record.
 * @param next the tier the new terms would get; null when the matrix would decline them by rule
 */
export function retier(
  matrix: MatrixContent,
  current: { readonly tier: string; readonly path: readonly StageTemplate[] },
  next: string | null,
): TierMove {
  const order = matrix.tiers.map(({ tier }) => tier);
  const target = matrix.tiers.find(({ tier }) => tier === next);
  if (target === undefined || target.tier === current.tier) return { move: 'same', ...current };
  if (order.indexOf(target.tier) < order.indexOf(current.tier)) return { move: 'kept', ...current };
  const known = new Set(current.path.map(({ key }) => key));
  const added = target.path.filter(({ key }) => !known.has(key));
  return { move: 'raised', tier: target.tier, path: [...current.path, ...added] };
}
