/** What a fee of the loan's own product comes to: the rule is data of the version the loan has pinned. */
import type { Transaction } from 'kysely';
import type { ChangeEvent } from '../../db/queries/loan-changes.ts';
import { readProductOfLoan } from '../../db/queries/loans.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { money, type Money } from '../../domain/money.ts';
import {
  computeFee,
  feeBasesOf,
  feeHistoryOf,
  type FeeRule,
  type FeeTiming,
} from '../../domain/servicing/fees.ts';
import { fromWire } from '../../domain/wire.ts';
import { readLoanToday, visibleLoan } from '../loan-state.ts';
import type { Caller } from './caller.ts';

/** The timing of the fees that a change brings with it; null for a change without any. */
export function feeTimingOf(asked: AskedFeeCause): FeeTiming | null {
  if (asked.kind === 'payment_reversal')
    return asked.reason === 'returned' ? 'on_returned_payment' : null;
  if (asked.kind !== 'terms_change') return null;
  if (asked.change?.type === 'extension') return 'on_extension';
  return asked.change?.type === 'restructure' ? 'on_restructure' : null;
}

/** As much of a change as its fees depend on. */
export type AskedFeeCause = {
  readonly kind: string;
  readonly reason?: string;
  readonly change?: { readonly type: string };
};

type ChargeByRule = Extract<ChangeEvent, { readonly kind: 'charge' }>;

/**
 * What the product charges for a change of this timing, as events of the change itself: they are quoted, approved and
 * recorded with it.
 * @throws DomainError `not_found` for a loan of another branch
 */
export async function feesOfChange(
  trx: Transaction<DB>,
  caller: Pick<Caller, 'scope'>,
  asked: {
    readonly loanId: string;
    readonly timing: FeeTiming | null;
    readonly effectiveDate: IsoDate;
  },
): Promise<readonly ChargeByRule[]> {
  const { loanId, timing, effectiveDate } = asked;
  if (timing === null) return [];
  await visibleLoan(trx, caller.scope, loanId);
  const { fees = [] } = await readProductOfLoan(trx, loanId);
  const charges: ChargeByRule[] = [];
  for (const { code } of fees.filter((rule) => rule.timing === timing)) {
    const amount = await feeByRule(trx, caller, { loanId, code, effectiveDate });
    const dated = { effectiveDate, dueDate: effectiveDate };
    if (amount.minor > 0n)
      charges.push({ kind: 'charge', component: 'fee', code, amount, ...dated });
  }
  return charges;
}

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
  const { loan, state } = today;
  const { amountMinor } = computeFee(
    fromWire<FeeRule>(found),
    feeBasesOf(state),
    feeHistoryOf(code, state),
    loan.terms.rounding.mode,
  );
  return money(amountMinor, loan.currency);
}
