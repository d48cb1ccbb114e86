/**
 * Payoff quote 结清试算: what closes the loan on a date: principal, interest to the date or to the next due date,
 * unpaid fees and penalties, a fee for paying early, less money held for the borrower.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { Money } from '../money.ts';
import type { LoanTerms } from '../schedule/terms.ts';
import type { WorkCalendar } from '../schedule/working-days.ts';
import type { LoanEvent } from './events.ts';
import { replayBook } from './replay.ts';
import { amountsToEnd } from './settle.ts';
import type { PayoffInterest } from './settle.ts';

export type PayoffQuote = {
  readonly payoffDate: IsoDate;
  readonly goodThroughDate: IsoDate;
  readonly principal: Money;
  readonly interest: Money;
  readonly penalty: Money;
  readonly fee: Money;
  readonly payoffFee: Money;
  readonly creditBalance: Money;
  /** What the borrower pays; never below zero. */
  readonly amount: Money;
};

/**
 * @param payoffDate the day on which the money is to arrive; events up to it count
 * @param goodThroughDays days after it in which the quoted amount still closes the loan
 * @param payoffFee null: none
 * @throws DomainError `no_disbursement` before the loan exists
 */
export function quotePayoff(request: {
  readonly terms: LoanTerms;
  readonly events: readonly LoanEvent[];
  readonly payoffDate: IsoDate;
  readonly calendar: WorkCalendar;
  readonly goodThroughDays: number;
  readonly payoffFee: Money | null;
  /** null: by the terms. */
  readonly interestRule: PayoffInterest | null;
}): PayoffQuote {
  const { terms, events, payoffDate, calendar, goodThroughDays } = request;
  const { currency } = terms;
  const book = replayBook(terms, events, payoffDate, calendar);
  if (book === null) throw new DomainError('no_disbursement', {});
  const owed = amountsToEnd(book, request.interestRule ?? terms.payoffInterest);
  const payoffFeeMinor = request.payoffFee?.minor ?? 0n;
  const amountMinor =
    owed.principal + owed.interest + owed.penalty + owed.fee + payoffFeeMinor - book.creditMinor;
  const inCurrency = (minor: bigint): Money => ({ minor, currency });
  return {
    payoffDate,
    goodThroughDate: addDays(payoffDate, goodThroughDays),
    principal: inCurrency(owed.principal),
    interest: inCurrency(owed.interest),
    penalty: inCurrency(owed.penalty),
    fee: inCurrency(owed.fee),
    payoffFee: inCurrency(payoffFeeMinor),
    creditBalance: inCurrency(book.creditMinor),
    amount: inCurrency(amountMinor > 0n ? amountMinor : 0n),
  };
}
