/**
 * Who may give up how much (rule book section 5): each role has a limit per loan and twelve months, and what is above
 * the highest goes to the tier matrix. Principal is never waived.
 */
import { addMonths } from '../calendar.ts';
import { sum, type Money } from '../money.ts';
import type { Role } from '../roles.ts';
import type { LoanEvent, WaiverEvent } from './events.ts';
import { effectiveEvents } from './order.ts';
import type { ServicingRules } from './product-rules.ts';
import type { LoanState } from './state.ts';

type WaiverLimits = ServicingRules['waiverLimits'];

/** The highest limit of the roles; null when none of them may waive anything. */
export function waiverLimitOf(roles: ReadonlySet<Role>, limits: WaiverLimits): Money | null {
  const own = limits.filter(({ role }) => roles.has(role)).map(({ limit }) => limit);
  return own.reduce<Money | null>(
    (highest, limit) => (highest === null || limit.minor > highest.minor ? limit : highest),
    null,
  );
}

/** What was given up on the loan in the twelve months up to the business date, this waiver included. */
export function waivedWithin(
  lines: WaiverEvent['lines'],
  recorded: readonly LoanEvent[],
  { businessDate, currency }: Pick<LoanState, 'businessDate' | 'currency'>,
): Money {
  const sinceDate = addMonths(businessDate, -12);
  const before = effectiveEvents(recorded, businessDate).flatMap((event) =>
    event.kind === 'waiver' && event.effectiveDate > sinceDate ? event.lines : [],
  );
  return { minor: sum([...before, ...lines].map(({ amount }) => amount.minor)), currency };
}
