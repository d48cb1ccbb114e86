/** A payoff quote 结清试算: computed from the events, stored, and good through a date whatever is computed later. */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { findPosition } from '../../db/queries/installments.ts';
import { listUnappliedPayments } from '../../db/queries/payments.ts';
import { listLoanEvents, readProductOfLoan, type Loan } from '../../db/queries/loans.ts';
import {
  findPayoffQuote,
  insertPayoffQuote,
  type StoredPayoffQuote,
} from '../../db/queries/payoff-quotes.ts';
import type { DB } from '../../db/tables.ts';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { toWireMoney } from '../../domain/money.ts';
import { servicingRulesOf } from '../../domain/origination/product.ts';
import { payoffFee } from '../../domain/servicing/early-payment.ts';
import { quotePayoff, type PayoffQuote } from '../../domain/servicing/payoff.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import type { Caller } from './caller.ts';
import { lockVisibleLoan } from './payments.ts';

/** Days in which the quoted amount still closes the loan, by default. */
const goodThroughDays = 3;
/** A day further ahead would rest on rows that may still change. */
const furthestDays = 31;

export type PayoffQuoteInput = {
  readonly loanId: string;
  /** The day on which the money is to arrive; today unless given. */
  readonly payoffDate?: IsoDate | undefined;
};

/** @throws DomainError `not_found`, `loan_not_active`, `payoff_date_out_of_range` */
export async function makePayoffQuote(
  trx: Transaction<DB>,
  caller: Caller,
  input: PayoffQuoteInput,
): Promise<StoredPayoffQuote> {
  const { businessDate } = caller.clock;
  const loan = await lockVisibleLoan(trx, caller, input.loanId);
  const payoffDate = input.payoffDate ?? businessDate;
  if (loan.status !== 'active') throw new DomainError('loan_not_active', { status: loan.status });
  assertPayoffDate(payoffDate, businessDate);
  await assertNothingUnapplied(trx, loan.loanId);
  const quote = await computeQuote(trx, loan, payoffDate);
  const payoffQuoteId = await insertPayoffQuote(trx, {
    loanId: loan.loanId,
    businessDate,
    payoffDate,
    goodThroughDate: quote.goodThroughDate,
    amount: quote.amount,
    parts: {
      principal: toWireMoney(quote.principal),
      interest: toWireMoney(quote.interest),
      fee: toWireMoney(quote.fee),
      penalty: toWireMoney(quote.penalty),
      payoffFee: toWireMoney(quote.payoffFee),
      creditBalance: toWireMoney(quote.creditBalance),
    },
    quotedBy: caller.actor.actorId,
  });
  return recordQuote(trx, caller, payoffQuoteId);
}

async function computeQuote(
  trx: Transaction<DB>,
  { loanId, terms, openedDate }: Loan,
  payoffDate: IsoDate,
): Promise<PayoffQuote> {
  const events = await listLoanEvents(trx, loanId);
  const calendar = await readWorkCalendar(trx);
  const rules = servicingRulesOf(await readProductOfLoan(trx, loanId));
  const state = replayLoan(terms, events, payoffDate, calendar);
  return quotePayoff({
    terms,
    events,
    payoffDate,
    calendar,
    goodThroughDays,
    payoffFee: payoffFee(rules?.payoff.fee ?? null, state, {
      openedDate,
      mode: terms.rounding.mode,
    }),
    interestRule: null,
  });
}

function assertPayoffDate(payoffDate: IsoDate, businessDate: IsoDate): void {
  const latestDate = addDays(businessDate, furthestDays);
  if (payoffDate >= businessDate && payoffDate <= latestDate) return;
  const earliestDate = businessDate;
  throw new DomainError('payoff_date_out_of_range', { payoffDate, earliestDate, latestDate });
}

/** A payment that its loan has not taken into account yet would be asked for a second time. */
async function assertNothingUnapplied(trx: Transaction<DB>, loanId: string): Promise<void> {
  const unapplied = await listUnappliedPayments(trx, loanId);
  if (unapplied.length > 0 || (await findPosition(trx, loanId)) === undefined)
    throw new DomainError('in_progress', {});
}

async function recordQuote(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  payoffQuoteId: string,
): Promise<StoredPayoffQuote> {
  const stored = await findPayoffQuote(trx, payoffQuoteId);
  invariant(stored !== undefined, 'a quote just stored can be read');
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: 'payoff_quote.made',
    subjectType: 'loan',
    subjectId: stored.loanId,
    after: {
      payoffQuoteId,
      amount: toWireMoney(stored.amount),
      goodThroughDate: stored.goodThroughDate,
    },
    businessDate: clock.businessDate,
    requestId,
  });
  return stored;
}
