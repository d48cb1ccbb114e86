/**
 * Money that comes before it is due (rule book section 4.2): when a borrower may prepay, what a prepayment or a payoff
 * costs, and how much money is too much to be meant for the loan.
 */
import { addMonths, type IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { divide, type Money, type RoundingMode } from '../money.ts';
import type { LoanTerms, PrepaymentStrategy } from '../schedule/terms.ts';
import type { WorkCalendar } from '../schedule/working-days.ts';
import type { LoanEvent } from './events.ts';
import type { EarlyFee, ServicingRules } from './product-rules.ts';
import { replayLoan } from './replay.ts';
import type { LoanState } from './state.ts';

type Prepayment = ServicingRules['prepayment'];

/**
 * @param state on the day of the payment, before it
 * @throws DomainError `prepayment_not_allowed`
 */
export function assertMayPrepay(
  { afterInstallments, minimum }: Prepayment,
  state: LoanState,
  amount: Money,
): void {
  const paidCount = installmentsPaid(state, amount.minor);
  if (paidCount < afterInstallments)
    throw new DomainError('prepayment_not_allowed', {
      reason: 'too_early',
      paidCount,
      neededCount: afterInstallments,
    });
  const leftMinor = amount.minor - state.dueNowMinor;
  const repaysAll = leftMinor >= principalNotDue(state);
  if (leftMinor < minimum.minor && !repaysAll)
    throw new DomainError('prepayment_not_allowed', {
      reason: 'below_minimum',
      prepaid: { minor: leftMinor > 0n ? leftMinor : 0n, currency: amount.currency },
      minimum,
    });
}

/** Installments that are paid once this money has paid what is due. */
function installmentsPaid({ rows, businessDate, dueNowMinor }: LoanState, minor: bigint): number {
  const paysDue = minor >= dueNowMinor;
  return rows.filter(({ kind, dueDate, dueMinor, outstandingMinor }) => {
    if (kind !== 'installment') return false;
    if (dueDate <= businessDate && paysDue) return true;
    return dueMinor > 0n && outstandingMinor === 0n;
  }).length;
}

export function principalNotDue({ principalOutstandingMinor, dueNow }: LoanState): bigint {
  return principalOutstandingMinor - dueNow.principal;
}

/** What a fee is counted on: when the loan began, its rate, and the principal that comes early. */
type FeeFacts = {
  readonly openedDate: IsoDate;
  readonly date: IsoDate;
  readonly annualRatePpm: number;
};

/** The fee of a rule as a fraction of the principal that comes early; null when none is charged. */
function feeShare(rule: EarlyFee | null, { openedDate, date, annualRatePpm }: FeeFacts) {
  if (rule === null) return null;
  const { ppm, firstMonths, capMonths } = rule;
  if (firstMonths !== null && date >= addMonths(openedDate, firstMonths)) return null;
  const uncapped = ppm * 12;
  const numerator = capMonths === null ? uncapped : Math.min(uncapped, capMonths * annualRatePpm);
  return { numerator: BigInt(numerator), denominator: 12_000_000n };
}

/**
 * The fee of paying a loan off, counted on the principal that is not due yet.
 * @param state on the day of the payoff
 */
export function payoffFee(
  rule: EarlyFee | null,
  state: LoanState,
  { openedDate, mode }: { readonly openedDate: IsoDate; readonly mode: RoundingMode },
): Money | null {
  const { annualRatePpm, businessDate, currency } = state;
  const share = feeShare(rule, { openedDate, annualRatePpm, date: businessDate });
  if (share === null) return null;
  const minor = divide(principalNotDue(state) * share.numerator, share.denominator, mode);
  return minor > 0n ? { minor, currency } : null;
}

/** A prepayment nobody has recorded yet. */
export type AskedPrepayment = {
  readonly amount: Money;
  readonly effectiveDate: IsoDate;
  /** null: the one of the terms. */
  readonly strategy: PrepaymentStrategy | null;
};

/**
 * The fee of a prepayment, taken from its money first, so that fee = share × principal prepaid.
 * @param loan its terms, what happened before the prepayment, and the day it began
 */
export function prepaymentFee(
  rule: EarlyFee | null,
  asked: AskedPrepayment,
  loan: {
    readonly terms: LoanTerms;
    readonly events: readonly LoanEvent[];
    readonly openedDate: IsoDate;
    readonly calendar: WorkCalendar;
  },
): Money | null {
  if (rule === null) return null;
  const { terms, events, openedDate, calendar } = loan;
  const date = asked.effectiveDate;
  const trial = trialOf(asked, events);
  const before = replayLoan(terms, events, date, calendar);
  const after = replayLoan(terms, [...events, trial], date, calendar);
  const share = feeShare(rule, { openedDate, date, annualRatePpm: before.annualRatePpm });
  const placed = after.allocations.find(({ key }) => key === trial.eventId);
  if (share === null || placed === undefined) return null;
  const { mode } = terms.rounding;
  const prepaid = principalNotDue(before) - placed.principalAfterMinor;
  if (prepaid <= 0n) return null;
  const earned = prepaid * share.numerator;
  const whole = divide(earned, share.denominator, mode);
  const offered = placed.amountMinor - before.dueNowMinor;
  const spent = (offered - placed.creditMinor) * share.denominator;
  // Money to spare pays the fee; otherwise the fee leaves less for principal, and is counted on what is left.
  const minor =
    placed.creditMinor >= whole ? whole : divide(offered * earned, spent + earned, mode);
  return minor > 0n ? { minor, currency: terms.currency } : null;
}

function trialOf(
  { amount, effectiveDate, strategy }: AskedPrepayment,
  events: readonly LoanEvent[],
): LoanEvent {
  const seq = (events.at(-1)?.seq ?? 0) + 1;
  const recordedAt = `${effectiveDate}T00:00:00.000Z`;
  const facts = { eventId: `trial/${seq}`, seq, effectiveDate, recordedAt, paymentId: 'trial' };
  return { ...facts, kind: 'prepayment', amount, strategy, fee: null };
}

/**
 * More than everything the loan will ever owe and what the product lets a borrower overpay is a slip of the pen, or
 * meant for another loan.
 * @param owedMinor unpaid amounts of all installments, those ahead included
 * @returns the largest amount that is not
 */
export function largestPlausible(
  { largestOverpayment }: Pick<ServicingRules, 'largestOverpayment'>,
  owedMinor: bigint,
): Money {
  const { minor, currency } = largestOverpayment;
  return { minor: owedMinor + minor, currency };
}
