/**
 * Delegation 委托: for some days another person votes from the delegator's seats, as himself "for" the delegator.
 * Nothing moves by a timer: whether a delegation is in force is asked whenever a queue is read or a vote is cast. It
 * never reaches beyond the delegator's own authority, and what was delegated to somebody is never delegated on.
 */
import type { IsoDate } from '../calendar.ts';
import { daysBetween } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { fromWireMoney, isAbove, type Money, type WireMoney } from '../money.ts';
import type { Role } from '../roles.ts';
import { hasRank, isApprover, type Receiver } from './receivers.ts';
import type { Seat } from './stage.ts';

const longestDays = 30;

export type DelegationScope = {
  /** Empty lists leave nothing out. */
  readonly tiers: readonly string[];
  /** Product codes. */
  readonly products: readonly string[];
  /** Null: up to the delegator's own authority. */
  readonly ceiling: WireMoney | null;
};

export type Delegation = {
  readonly delegationId: string;
  readonly fromOfficerId: string;
  readonly toOfficerId: string;
  readonly startsDate: IsoDate;
  readonly endsDate: IsoDate;
  readonly scope: DelegationScope;
  readonly isEnded: boolean;
};

export type DelegatedCase = {
  readonly tier: string;
  readonly product: string;
  readonly amount: Money;
};

export function isInForce({ isEnded, startsDate, endsDate }: Delegation, date: IsoDate): boolean {
  return !isEnded && startsDate <= date && date <= endsDate;
}

/** Whether the delegation reaches this case; the authority itself is checked when the vote is cast. */
export function covers({ scope }: Delegation, { tier, product, amount }: DelegatedCase): boolean {
  const { tiers, products, ceiling } = scope;
  if (tiers.length > 0 && !tiers.includes(tier)) return false;
  if (products.length > 0 && !products.includes(product)) return false;
  return ceiling === null || isWithin(amount, ceiling);
}

/** The lower of the delegator's limit and the delegation's ceiling; null where neither is set. */
export function delegatedLimit(limit: Money | null, { ceiling }: DelegationScope): Money | null {
  if (ceiling === null) return limit;
  const own = fromWireMoney(ceiling);
  return limit !== null && (limit.currency !== own.currency || isAbove(own, limit)) ? limit : own;
}

/** Whether the delegate may stand in for this seat: with its role or a higher one. */
export function mayStandIn(roles: readonly Role[], seat: Seat): boolean {
  return seat.role === null ? isApprover(roles) : hasRank(roles, seat.role);
}

export type DelegationWish = {
  readonly from: Receiver & { readonly limit: Money | null };
  readonly to: Receiver;
  readonly startsDate: IsoDate;
  readonly endsDate: IsoDate;
  readonly scope: DelegationScope;
};

/**
 * @param known delegations of both people that have not ended
 * @throws DomainError `delegation_to_self`, `date_in_past`, `delegation_too_long`, `officer_lacks_role`,
 * `delegation_beyond_authority`, `delegation_chain`, `delegation_overlaps`
 */
export function assertMayDelegate(
  wish: DelegationWish,
  known: readonly Delegation[],
  businessDate: IsoDate,
): void {
  const { from, to, startsDate, endsDate } = wish;
  if (from.officerId === to.officerId) throw new DomainError('delegation_to_self', {});
  if (startsDate < businessDate)
    throw new DomainError('date_in_past', { date: startsDate, businessDate });
  const days = daysBetween(startsDate, endsDate) + 1;
  if (days < 1 || days > longestDays) {
    throw new DomainError('delegation_too_long', { days, limit: longestDays });
  }
  assertRanks(from, to);
  assertCeiling(wish);
  const overlapping = known.filter((one) => overlaps(one, wish));
  const chained = overlapping.find(
    (one) => one.toOfficerId === from.officerId || one.fromOfficerId === to.officerId,
  );
  if (chained !== undefined) {
    throw new DomainError('delegation_chain', { delegationId: chained.delegationId });
  }
  const twice = overlapping.find(({ fromOfficerId }) => fromOfficerId === from.officerId);
  if (twice !== undefined) {
    throw new DomainError('delegation_overlaps', { delegationId: twice.delegationId });
  }
}

/**
 * The delegate has the same role or a higher one, for every role by which the delegator decides.
 * @throws DomainError `officer_lacks_role`
 */
export function assertRanks(from: Receiver, to: Receiver): void {
  const deciding = from.roles.filter((role) => isApprover([role]));
  if (deciding.length === 0) {
    throw new DomainError('officer_lacks_role', {
      officerId: from.officerId,
      role: 'credit_officer',
    });
  }
  const missing = deciding.find((role) => !hasRank(to.roles, role));
  if (missing === undefined) return;
  throw new DomainError('officer_lacks_role', { officerId: to.officerId, role: missing });
}

function assertCeiling({ from, scope }: DelegationWish): void {
  if (scope.ceiling === null || from.limit === null) return;
  const ceiling = fromWireMoney(scope.ceiling);
  if (ceiling.currency === from.limit.currency && !isAbove(ceiling, from.limit)) return;
  throw new DomainError('delegation_beyond_authority', { ceiling, limit: from.limit });
}

function overlaps(one: Delegation, wish: Pick<DelegationWish, 'startsDate' | 'endsDate'>): boolean {
  return !one.isEnded && one.startsDate <= wish.endsDate && wish.startsDate <= one.endsDate;
}

function isWithin(amount: Money, ceiling: WireMoney): boolean {
  const most = fromWireMoney(ceiling);
  return most.currency === amount.currency && !isAbove(amount, most);
}
