/**
 * When a loan stops performing and when it may perform again (rule book sections 6 and 9.1, after
 * 商业银行金融资产风险分类办法, 2023: check the official text before relying on it). It stops by itself, on the day on
 * which it is too long past due. It never returns by itself: arrears and costs are paid, then two consecutive due
 * dates and six months pass on time, whichever takes longer, no other claim on the customer is bad, and one person
 * proposes what another approves.
 */
import { addMonths, maxDate, type IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { LoanEvent } from './events.ts';
import { effectiveEvents } from './order.ts';
import type { LoanState } from './state.ts';

/** More than this many days past due: what the loan earns is suspended, by default. */
export const suspenseAfterDays = 90;

export type ReturnRules = {
  /** Months and consecutive due dates that must pass on time after the arrears were paid. */
  readonly months: number;
  readonly dueDates: number;
};

export const defaultReturnRules: ReturnRules = { months: 6, dueDates: 2 };

/**
 * Since when a loan has not been performing, after what its replay says; null while it performs.
 * @param before what was true until now
 */
export function nonPerformingSince(before: IsoDate | null, state: LoanState): IsoDate | null {
  const { status, daysPastDue, returnedDate, businessDate } = state;
  const hasReturned = before !== null && returnedDate !== null && returnedDate >= before;
  if (before !== null && !hasReturned) return before;
  return status === 'active' && daysPastDue > suspenseAfterDays ? businessDate : null;
}

/**
 * The last day on which anything late was paid, given up or agreed anew: from here on everything was on time.
 * @param since the day from which the loan has not been performing
 */
export function curedDate(state: LoanState, events: readonly LoanEvent[], since: IsoDate): IsoDate {
  const late = state.allocations
    .filter(({ lines }) => lines.some(({ timing }) => timing === 'past_due'))
    .map(({ effectiveDate }) => effectiveDate);
  const relieved = effectiveEvents(events, state.businessDate).filter(isRelief);
  const dates = [...late, ...relieved.map(({ effectiveDate }) => effectiveDate)];
  return dates.reduce((latest, date) => maxDate(latest, date), since);
}

function isRelief(event: LoanEvent): boolean {
  if (event.kind === 'waiver') return true;
  return event.kind === 'terms_change' && event.change.type === 'restructure';
}

/** The first day on which a loan cured on `cured` may return; months and due dates must both have passed. */
export function earliestReturnDate(
  cured: IsoDate,
  { rows }: Pick<LoanState, 'rows'>,
  { months, dueDates }: ReturnRules = defaultReturnRules,
): IsoDate {
  const asking = rows.filter(({ dueDate, dueMinor }) => dueDate > cured && dueMinor > 0n);
  // A loan with fewer rows left is judged by those it has.
  const lastNeeded = asking[dueDates - 1] ?? asking.at(-1);
  const afterMonths = addMonths(cured, months);
  return lastNeeded === undefined ? afterMonths : maxDate(afterMonths, lastNeeded.dueDate);
}

/**
 * @param loan its events, since when it has not been performing, and whether another claim on its customer is bad
 * @param state on the business date, before the return
 * @throws DomainError `return_not_allowed`
 */
export function assertMayReturn(
  state: LoanState,
  loan: {
    readonly events: readonly LoanEvent[];
    readonly nonPerformingSince: IsoDate | null;
    readonly hasOtherBadClaim: boolean;
  },
  rules: ReturnRules = defaultReturnRules,
): void {
  const { businessDate, overdueMinor, dueNowMinor } = state;
  if (loan.nonPerformingSince === null)
    throw new DomainError('return_not_allowed', { reason: 'performing' });
  if (overdueMinor > 0n || dueNowMinor > 0n)
    throw new DomainError('return_not_allowed', { reason: 'past_due' });
  const cured = curedDate(state, loan.events, loan.nonPerformingSince);
  const earliestDate = earliestReturnDate(cured, state, rules);
  if (businessDate < earliestDate)
    throw new DomainError('return_not_allowed', { reason: 'too_early', earliestDate });
  if (loan.hasOtherBadClaim) throw new DomainError('return_not_allowed', { reason: 'other_claim' });
}
