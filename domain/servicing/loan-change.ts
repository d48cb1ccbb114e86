/**
 * Whether a change of a loan may be asked for at all (rule book sections 4.3, 5 and 7.4). What it does to the loan is
 * shown by replaying it; who may confirm it is another question.
 */
import type { IsoDate } from '../calendar.ts';
import { addMonths } from '../calendar.ts';
import { latestMaturityDate } from '../collections/extension.ts';
import { DomainError } from '../errors.ts';
import { periodsFrom } from '../schedule/frames.ts';
import type { LoanTerms } from '../schedule/terms.ts';
import { emptyCalendar } from '../schedule/working-days.ts';
import type { LoanEvent } from './events.ts';
import { assertMayCharge, assertMayRefund, assertMayWaive } from './guards.ts';
import { replayLoan } from './replay.ts';
import type { LoanState } from './state.ts';

/** An event before it is recorded: number, id and instant are given by the loan's list. */
export type UnrecordedEvent = LoanEvent extends infer E
  ? E extends LoanEvent
    ? Omit<E, 'eventId' | 'seq' | 'recordedAt'>
    : never
  : never;

/** An asset leaves the balance sheet after this, or on a legal ground, by default. */
export const writeOffAfterDays = 360;

export const legalGrounds = ['death', 'bankruptcy', 'court_end'] as const;

/**
 * @param state on the business date, before the change
 * @throws DomainError `loan_not_active`, `waiver_exceeds_outstanding`, `refund_exceeds_credit`,
 *   `write_off_not_allowed`, `extension_not_allowed`
 */
export function assertChangeAllowed(event: UnrecordedEvent, state: LoanState): void {
  switch (event.kind) {
    case 'disbursement':
    case 'payment':
    case 'prepayment':
    case 'payoff':
    case 'recovery':
    case 'reversal':
      return;
    case 'refund':
      return assertMayRefund(state, event.amount);
    case 'waiver':
      assertActive(state);
      return assertMayWaive(state, event.lines);
    case 'write_off':
      assertActive(state);
      return assertMayWriteOff(event.reason, state);
    case 'terms_change':
      assertActive(state);
      if (event.change.type === 'extension') assertMayExtend(state);
      return;
    case 'charge':
      assertActive(state);
      return assertMayCharge(state, event.amount);
    case 'rate_change':
    case 'return_to_performing':
      return assertActive(state);
  }
}

function assertActive({ status }: LoanState): void {
  if (status !== 'active') throw new DomainError('loan_not_active', { status });
}

function assertMayWriteOff(reason: string, { daysPastDue }: LoanState): void {
  const hasLegalGround = legalGrounds.some((ground) => ground === reason);
  if (daysPastDue > writeOffAfterDays || hasLegalGround) return;
  throw new DomainError('write_off_not_allowed', { daysPastDue, neededDays: writeOffAfterDays });
}

function assertMayExtend({ daysPastDue, maturityDate, businessDate }: LoanState): void {
  if (maturityDate !== null && maturityDate <= businessDate)
    throw new DomainError('extension_not_allowed', { reason: 'matured' });
  if (daysPastDue > 0) throw new DomainError('extension_not_allowed', { reason: 'past_due' });
}

/**
 * All extensions together stay within the limit for the term first agreed.
 * @param recorded the loan's events so far
 * @throws DomainError `extension_not_allowed`
 */
export function assertExtensionWithin(
  event: UnrecordedEvent,
  state: Pick<LoanState, 'businessDate' | 'maturityDate'>,
  { terms, recorded }: { readonly terms: LoanTerms; readonly recorded: readonly LoanEvent[] },
): void {
  if (event.kind !== 'terms_change' || event.change.type !== 'extension') return;
  const paidOut = recorded.filter(({ kind }) => kind === 'disbursement');
  const agreed = replayLoan(terms, paidOut, state.businessDate, emptyCalendar);
  const startDate = agreed.rows[0]?.periodStart;
  if (startDate === undefined || agreed.maturityDate === null || state.maturityDate === null)
    return;
  const termMonths = monthsUntil(startDate, agreed.maturityDate);
  const latestDate = latestMaturityDate(agreed.maturityDate, termMonths);
  const { every, monthEnd } = terms;
  const { extraInstallments } = event.change;
  if (periodsFrom(state.maturityDate, extraInstallments, every, monthEnd) > latestDate)
    throw new DomainError('extension_not_allowed', { reason: 'too_long', latestDate });
}

/**
 * A rate agreed later stays within what the loan may ever cost, as the one first agreed did.
 * @throws DomainError `rate_out_of_range`
 */
export function assertRateWithin(
  event: UnrecordedEvent,
  { maxChargeRatePpm }: Pick<LoanTerms, 'maxChargeRatePpm'>,
): void {
  const annualRatePpm = newRateOf(event);
  if (annualRatePpm === null || maxChargeRatePpm === null) return;
  if (annualRatePpm > maxChargeRatePpm)
    throw new DomainError('rate_out_of_range', { annualRatePpm, belowPpm: maxChargeRatePpm + 1 });
}

function newRateOf(event: UnrecordedEvent): number | null {
  if (event.kind === 'rate_change') return event.annualRatePpm;
  if (event.kind !== 'terms_change' || event.change.type !== 'restructure') return null;
  return event.change.annualRatePpm;
}

/** Months from one date to another, a begun month counted whole. */
function monthsUntil(startDate: IsoDate, endDate: IsoDate): number {
  let months = 0;
  while (addMonths(startDate, months) < endDate) months += 1;
  return months;
}
