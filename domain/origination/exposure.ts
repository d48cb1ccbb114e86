/**
 * Who belongs together, how much is lent to them in all, and when somebody may apply again. Related are spouses,
 * companies controlled to a quarter or more, legal representatives, guarantors both ways and people under one
 * controller; the closure is followed three steps. Staff of the lender are related by definition.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { Money } from '../money.ts';
import { add, isAbove, parseAmount, zero } from '../money.ts';

export type RelationKind =
  | 'spouse'
  | 'controlled_company'
  | 'legal_representative'
  | 'guarantor'
  | 'shared_controller'
  | 'staff';

export type Relation = {
  readonly fromId: string;
  readonly toId: string;
  readonly kind: RelationKind;
  /** Share held, for controlled companies. */
  readonly sharePpm: number | null;
};

/** From this share on a company counts as controlled. */
export const controlSharePpm = 250_000;
const closureDepth = 3;

/** Everyone related to `customerId` within three steps, the customer not included, in the order found. */
export function relatedParties(
  customerId: string,
  relations: readonly Relation[],
): readonly string[] {
  const counted = relations.filter(
    ({ kind, sharePpm }) => kind !== 'controlled_company' || (sharePpm ?? 0) >= controlSharePpm,
  );
  const found = new Set([customerId]);
  let frontier: readonly string[] = [customerId];
  for (let depth = 0; depth < closureDepth; depth += 1) {
    const next = frontier.flatMap((id) => neighboursOf(id, counted)).filter((id) => !found.has(id));
    for (const id of next) found.add(id);
    frontier = [...new Set(next)];
  }
  found.delete(customerId);
  return [...found];
}

/** What one customer, or a group, owes or may come to owe. */
export type Exposure = {
  readonly outstanding: Money;
  readonly undrawn: Money;
  readonly underReview: Money;
};

export function totalExposure(exposures: readonly Exposure[], currency: Money['currency']): Money {
  let total: Money = zero(currency);
  for (const { outstanding, undrawn, underReview } of exposures) {
    total = add(add(add(total, outstanding), undrawn), underReview);
  }
  return total;
}

/** Decimal text in the product's currency; null for no limit. */
export type ExposureLimits = {
  readonly customer: string | null;
  /** The customer with everybody related. */
  readonly group: string | null;
};

export type ExposureCheck = { readonly exposure: Money; readonly limit: Money };

/** Each limit that is set beside the exposure it bounds; both amounts are of one currency. */
export function exposureChecks(
  exposures: { readonly customer: Money; readonly group: Money },
  limits: ExposureLimits | undefined,
): readonly ExposureCheck[] {
  if (limits === undefined) return [];
  const { currency } = exposures.customer;
  return (['customer', 'group'] as const).flatMap((whose) => {
    const limit = limits[whose];
    if (limit === null) return [];
    return [{ exposure: exposures[whose], limit: parseAmount(limit, currency) }];
  });
}

/**
 * Checked at submit, at the last verdict and at disbursement.
 * @throws DomainError `exposure_exceeded`
 */
export function assertWithinExposure(checks: readonly ExposureCheck[]): void {
  const breach = findBreach(checks);
  if (breach !== undefined) throw new DomainError('exposure_exceeded', breach);
}

export function findBreach(checks: readonly ExposureCheck[]): ExposureCheck | undefined {
  return checks.find(({ exposure, limit }) => isAbove(exposure, limit));
}

/**
 * The first date on which a declined applicant may apply for the same product again.
 * @example declined on 2026-04-10, 30 days: accepted from 2026-05-10
 */
export function coolingOffEndDate(declinedDate: IsoDate, coolingOffDays: number): IsoDate {
  return addDays(declinedDate, coolingOffDays);
}

/**
 * @param declined earlier declines for this product, with the days each of them keeps the applicant away
 * @throws DomainError `cooling_off` with the last of the dates
 */
export function assertCooledOff(
  declined: readonly { readonly declinedDate: IsoDate; readonly coolingOffDays: number }[],
  businessDate: IsoDate,
): void {
  const ends = declined.map((each) => coolingOffEndDate(each.declinedDate, each.coolingOffDays));
  const acceptedFromDate = ends.toSorted().at(-1);
  if (acceptedFromDate !== undefined && businessDate < acceptedFromDate) {
    throw new DomainError('cooling_off', { acceptedFromDate });
  }
}

export type DuplicateFacts = {
  /** Open applications for this product under the same identity number. */
  readonly openApplicationNumbers: readonly string[];
  /** Other identities seen with the same phone, device, bank card or address in 30 days. */
  readonly sharedContactCount: number;
  /** Customers of the same name and birth date under another identity. */
  readonly nameTwinCount: number;
};

export type DuplicateFinding = 'contact_shared_widely' | 'name_twin';

const sharedContactLimit = 3;

/**
 * What looks like the same person twice: the same identity is refused, the rest is for people.
 * @throws DomainError `duplicate_application`
 */
export function findDuplicates(facts: DuplicateFacts): readonly DuplicateFinding[] {
  const [applicationNumber] = facts.openApplicationNumbers;
  if (applicationNumber !== undefined) {
    throw new DomainError('duplicate_application', { applicationNumber });
  }
  return [
    ...(facts.sharedContactCount >= sharedContactLimit ? (['contact_shared_widely'] as const) : []),
    ...(facts.nameTwinCount > 0 ? (['name_twin'] as const) : []),
  ];
}

function neighboursOf(id: string, relations: readonly Relation[]): readonly string[] {
  return relations.flatMap(({ fromId, toId }) => {
    if (fromId === id) return [toId];
    return toId === id ? [fromId] : [];
  });
}
