/** Whether a change fits its loan today: the loan's own state, the rules of its product, its customer's other loans. */
import type { Transaction } from 'kysely';
import { readWorkCalendar } from './calendar.ts';
import { hasOtherBadClaim } from './claims.ts';
import type { ChangeEvent } from './loan-changes.ts';
import { readProductOfLoan, type Loan } from './loans.ts';
import type { DB } from '../tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { servicingRulesOf } from '../../domain/origination/product.ts';
import { assertWithinLimits } from '../../domain/servicing/change-limits.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { assertChangeAllowed, assertExtensionWithin } from '../../domain/servicing/loan-change.ts';
import { assertMayReturn } from '../../domain/servicing/performance.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';

/**
 * Asked when a change is requested, and again when it is about to take effect.
 * @throws DomainError what `assertChangeAllowed`, `assertExtensionWithin`, `assertWithinLimits` and `assertMayReturn`
 *   refuse
 */
export async function assertChangeFits(
  trx: Transaction<DB>,
  loan: Loan,
  change: {
    readonly events: readonly ChangeEvent[];
    readonly recorded: readonly LoanEvent[];
    readonly businessDate: IsoDate;
  },
): Promise<void> {
  const { events, recorded, businessDate } = change;
  const calendar = await readWorkCalendar(trx);
  const state = replayLoan(loan.terms, recorded, businessDate, calendar);
  const rules = servicingRulesOf(await readProductOfLoan(trx, loan.loanId));
  const { terms, nonPerformingSince } = loan;
  for (const [index, event] of events.entries()) {
    // The fee of a change stands or falls with it: a returned payment also reopens a closed loan.
    if (event.kind === 'charge' && index > 0) continue;
    assertChangeAllowed(event, state);
    assertExtensionWithin(event, state, { terms, recorded });
    if (rules !== null) assertWithinLimits(event, { rules, state, recorded, calendar });
    if (event.kind !== 'return_to_performing') continue;
    assertMayReturn(state, {
      events: recorded,
      nonPerformingSince,
      hasOtherBadClaim: await hasOtherBadClaim(trx, loan),
    });
  }
}
