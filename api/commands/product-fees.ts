/** What a fee of the loan's own product comes to: the rule is data of the version the loan has pinned. */
import type { Transaction } from 'kysely';
import { readProductOfLoan } from '../../db/queries/loans.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { money, type Money } from '../../domain/money.ts';
import { computeFee, feeBasesOf, feeHistoryOf, type FeeRule } from '../../domain/servicing/fees.ts';
import { fromWire } from '../../domain/wire.ts';
import { readLoanToday } from '../loan-state.ts';
import type { Caller } from './caller.ts';

/**
 * @returns zero when the caps leave nothing
 * @throws DomainError `not_found` for a loan of another branch, or a fee the product does not know
 */
export async function feeByRule(
  trx: Transaction<DB>,
  { scope }: Pick<Caller, 'scope'>,
  asked: { readonly loanId: string; readonly code: string; readonly effectiveDate: IsoDate },
): Promise<Money> {
  const { loanId, code, effectiveDate } = asked;
  const today = await readLoanToday(trx, scope, { loanId, businessDate: effectiveDate });
  const { fees = [] } = await readProductOfLoan(trx, loanId);
  const found = fees.find((rule) => rule.code === code);
  if (found === undefined) throw new DomainError('not_found', { resource: 'fee' });
  const { loan, events, state } = today;
  const { amountMinor } = computeFee(
    fromWire<FeeRule>(found),
    feeBasesOf(state),
    feeHistoryOf(code, events, state),
    loan.terms.rounding.mode,
  );
  return money(amountMinor, loan.currency);
}
