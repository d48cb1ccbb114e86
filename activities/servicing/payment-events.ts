/** What a payment, as a fact, becomes in the life of its loan: the loan's state and the payer's purpose decide. */
import type { Transaction } from 'kysely';
import type { Loan, NewLoanEvent } from '../../db/queries/loans.ts';
import type { Payment } from '../../db/queries/payments.ts';
import { findPayoffQuote } from '../../db/queries/payoff-quotes.ts';
import type { DB } from '../../db/tables.ts';

/** A payoff whose quote is no longer good is an ordinary payment; what is too much is held for the borrower. */
export async function toLoanEvent(
  trx: Transaction<DB>,
  loan: Loan,
  payment: Payment,
): Promise<NewLoanEvent> {
  const base = baseOf(loan, payment);
  if (loan.status === 'written_off') return { ...base, kind: 'recovery' };
  if (payment.purpose === 'payoff')
    return (await payoffEvent(trx, loan, payment)) ?? ordinary(loan, base);
  if (payment.purpose === 'prepayment')
    return { ...base, kind: 'prepayment', strategy: payment.details.strategy ?? null, fee: null };
  return ordinary(loan, base);
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
  const { amount, goodThroughDate } = quote;
  const rest = { quotedAmount: amount, goodThroughDate, fee: null };
  return { ...baseOf(loan, payment), kind: 'payoff', ...rest };
}
