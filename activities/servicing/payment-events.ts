/** What a payment, as a fact, becomes in the life of its loan: the loan's state and the payer's purpose decide. */
import type { Transaction } from 'kysely';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { readProductOfLoan, type Loan, type NewLoanEvent } from '../../db/queries/loans.ts';
import type { Payment } from '../../db/queries/payments.ts';
import { findPayoffQuote } from '../../db/queries/payoff-quotes.ts';
import type { DB } from '../../db/tables.ts';
import { fromWireMoney, type Money } from '../../domain/money.ts';
import { servicingRulesOf } from '../../domain/origination/product.ts';
import { prepaymentFee, type AskedPrepayment } from '../../domain/servicing/early-payment.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';

/**
 * A payoff whose quote is no longer good is an ordinary payment; what is too much is held for the borrower.
 * @param earlier everything that happened to the loan before this payment
 */
export async function toLoanEvent(
  trx: Transaction<DB>,
  loan: Loan,
  payment: Payment,
  earlier: readonly LoanEvent[],
): Promise<NewLoanEvent> {
  const base = baseOf(loan, payment);
  if (loan.status === 'written_off') return { ...base, kind: 'recovery' };
  if (payment.purpose === 'payoff')
    return (await payoffEvent(trx, loan, payment)) ?? ordinary(loan, base);
  if (payment.purpose === 'prepayment') {
    const strategy = payment.details.strategy ?? null;
    const fee = await feeOf(trx, loan, { asked: { ...base, strategy }, earlier });
    return { ...base, kind: 'prepayment', strategy, fee };
  }
  return ordinary(loan, base);
}

/** By the rule of the loan's own product; most have none. */
async function feeOf(
  trx: Transaction<DB>,
  { loanId, terms, openedDate }: Loan,
  { asked, earlier }: { readonly asked: AskedPrepayment; readonly earlier: readonly LoanEvent[] },
): Promise<Money | null> {
  const rules = servicingRulesOf(await readProductOfLoan(trx, loanId));
  const calendar = await readWorkCalendar(trx);
  const loan = { terms, events: earlier, openedDate, calendar };
  return prepaymentFee(rules?.prepayment.fee ?? null, asked, loan);
}

type Base = ReturnType<typeof baseOf>;

function baseOf({ loanId }: Loan, { paymentId, amount, effectiveDate, recordedBy }: Payment) {
  return {
    paymentId,
    amount,
    effectiveDate,
    businessKey: `loan/${loanId}/payment/${paymentId}`,
    actorId: recordedBy,
  };
}

function ordinary({ nonPerformingSince }: Loan, base: Base): NewLoanEvent {
  const situation = nonPerformingSince === null ? 'standard' : 'non_performing';
  return { ...base, kind: 'payment', situation };
}

async function payoffEvent(
  trx: Transaction<DB>,
  loan: Loan,
  payment: Payment,
): Promise<NewLoanEvent | undefined> {
  const { payoffQuoteId } = payment.details;
  if (payoffQuoteId === undefined) return undefined;
  const quote = await findPayoffQuote(trx, payoffQuoteId);
  if (quote === undefined || quote.loanId !== loan.loanId) return undefined;
  if (payment.amount.minor < quote.amount.minor) return undefined;
  if (payment.effectiveDate > quote.goodThroughDate) return undefined;
  const { amount, goodThroughDate, parts } = quote;
  const payoffFee = fromWireMoney(parts.payoffFee);
  const fee = payoffFee.minor > 0n ? payoffFee : null;
  const rest = { quotedAmount: amount, goodThroughDate, fee };
  return { ...baseOf(loan, payment), kind: 'payoff', ...rest };
}
