/**
 * Whether a change fits its loan today: the loan's own state, the rules of its product, its customer's other loans.
 * Asked when a change is requested, and again when it is about to take effect.
 */
import type { IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { servicingRulesOf, type ProductContent } from '../origination/product.ts';
import type { LoanTerms } from '../schedule/terms.ts';
import type { WorkCalendar } from '../schedule/working-days.ts';
import { assertWithinLimits } from './change-limits.ts';
import type { LoanEvent } from './events.ts';
import {
  assertChangeAllowed,
  assertExtensionWithin,
  assertRateWithin,
  type UnrecordedEvent,
} from './loan-change.ts';
import { assertMayReturn } from './performance.ts';
import { replayLoan } from './replay.ts';

export type ChangeFacts = {
  readonly terms: LoanTerms;
  readonly nonPerformingSince: IsoDate | null;
  readonly product: ProductContent;
  readonly calendar: WorkCalendar;
  /** Another claim against the customer that does not perform. */
  readonly hasOtherBadClaim: boolean;
  /** Another part of the loan that has been released and not answered for. */
  readonly disbursementInFlight: string | null;
};

/**
 * @throws DomainError `rate_out_of_range`, `money_in_flight`, and what `assertChangeAllowed`, `assertExtensionWithin`, `assertWithinLimits`
 *   and `assertMayReturn` refuse
 */
export function assertChangeFits(
  change: {
    readonly events: readonly UnrecordedEvent[];
    readonly recorded: readonly LoanEvent[];
    readonly businessDate: IsoDate;
  },
  facts: ChangeFacts,
): void {
  const { events, recorded, businessDate } = change;
  const { terms, nonPerformingSince, product, calendar, hasOtherBadClaim } = facts;
  const state = replayLoan(terms, recorded, businessDate, calendar);
  const rules = servicingRulesOf(product);
  for (const [index, event] of events.entries()) {
    // The fee of a change stands or falls with it: a returned payment also reopens a closed loan.
    if (event.kind === 'charge' && index > 0) continue;
    assertChangeAllowed(event, state);
    assertRateWithin(event, terms);
    if (endsDrawing(event)) assertNothingArriving(facts);
    assertExtensionWithin(event, state, { terms, recorded });
    if (rules !== null) assertWithinLimits(event, { rules, state, recorded, calendar });
    if (event.kind !== 'return_to_performing') continue;
    assertMayReturn(state, { events: recorded, nonPerformingSince, hasOtherBadClaim });
  }
}

/** After these a further part of the loan would find no rows to be repaid in. */
function endsDrawing(event: UnrecordedEvent): boolean {
  if (event.kind === 'write_off') return true;
  return event.kind === 'terms_change' && event.change.type === 'restructure';
}

function assertNothingArriving({ disbursementInFlight: disbursementId }: ChangeFacts): void {
  if (disbursementId !== null) throw new DomainError('money_in_flight', { disbursementId });
}
