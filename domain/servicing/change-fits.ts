/**
 * Whether a change fits its loan today: the loan's own state, the rules of its product, its customer's other loans.
 * Asked when a change is requested, and again when it is about to take effect.
 */
import type { IsoDate } from '../calendar.ts';
import { servicingRulesOf, type ProductContent } from '../origination/product.ts';
import type { LoanTerms } from '../schedule/terms.ts';
import type { WorkCalendar } from '../schedule/working-days.ts';
import { assertWithinLimits } from './change-limits.ts';
import type { LoanEvent } from './events.ts';
import { assertChangeAllowed, assertExtensionWithin, type UnrecordedEvent } from './loan-change.ts';
import { assertMayReturn } from './performance.ts';
import { replayLoan } from './replay.ts';

export type ChangeFacts = {
  readonly terms: LoanTerms;
  readonly nonPerformingSince: IsoDate | null;
  readonly product: ProductContent;
  readonly calendar: WorkCalendar;
  /** Another claim against the customer that does not perform. */
  readonly hasOtherBadClaim: boolean;
};

/**
 * @throws DomainError what `assertChangeAllowed`, `assertExtensionWithin`, `assertWithinLimits` and `assertMayReturn`
 *   refuse
 */
export function assertChangeFits(
  change: {
    readonly events: readonly UnrecordedEvent[];
    readonly recorded: readonly LoanEvent[];
    readonly businessDate: IsoDate;
  },
  { terms, nonPerformingSince, product, calendar, hasOtherBadClaim }: ChangeFacts,
): void {
  const { events, recorded, businessDate } = change;
  const state = replayLoan(terms, recorded, businessDate, calendar);
  const rules = servicingRulesOf(product);
  for (const [index, event] of events.entries()) {
    // The fee of a change stands or falls with it: a returned payment also reopens a closed loan.
    if (event.kind === 'charge' && index > 0) continue;
    assertChangeAllowed(event, state);
    assertExtensionWithin(event, state, { terms, recorded });
    if (rules !== null) assertWithinLimits(event, { rules, state, recorded, calendar });
    if (event.kind !== 'return_to_performing') continue;
    assertMayReturn(state, { events: recorded, nonPerformingSince, hasOtherBadClaim });
  }
}
