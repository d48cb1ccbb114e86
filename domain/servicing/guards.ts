/**
 * What is refused before an event is recorded. A replay itself refuses none of this: after a correction less may
 * be owed than was once waived or refunded, and history must still replay.
 */
import type { IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { Money } from '../money.ts';
import type { WaiverEvent } from './events.ts';
import type { LoanState } from './state.ts';

/** @throws DomainError `amount_not_positive`, `currency_mismatch`, `payment_before_disbursement` */
export function assertMayPay(
  state: Pick<LoanState, 'currency'>,
  payment: { readonly amount: Money; readonly effectiveDate: IsoDate },
  disbursementDate: IsoDate,
): void {
  assertAmount(state, payment.amount);
  if (payment.effectiveDate < disbursementDate) {
    throw new DomainError('payment_before_disbursement', {
      date: payment.effectiveDate,
      disbursementDate,
    });
  }
}

/** @throws DomainError `waiver_exceeds_outstanding` for a line above what is owed of its component */
export function assertMayWaive(state: LoanState, lines: WaiverEvent['lines']): void {
  for (const { component, installmentNumber, amount } of lines) {
    assertAmount(state, amount);
    const rows = state.rows.filter(
      ({ number, projected }) =>
        (installmentNumber === null || number === installmentNumber) &&
        !(component === 'interest' && projected),
    );
    const minor = rows.reduce((total, row) => total + row.outstanding[component], 0n);
    if (amount.minor > minor) {
      const outstanding = { minor, currency: state.currency };
      throw new DomainError('waiver_exceeds_outstanding', { waiver: amount, outstanding });
    }
  }
}

/** @throws DomainError `refund_exceeds_credit` */
export function assertMayRefund(state: LoanState, refund: Money): void {
  assertAmount(state, refund);
  if (refund.minor > state.creditBalanceMinor) {
    const credit = { minor: state.creditBalanceMinor, currency: state.currency };
    throw new DomainError('refund_exceeds_credit', { refund, credit });
  }
}

/** @throws DomainError `amount_not_positive`, `currency_mismatch` */
export function assertMayCharge(state: Pick<LoanState, 'currency'>, charge: Money): void {
  assertAmount(state, charge);
}

function assertAmount(state: Pick<LoanState, 'currency'>, amount: Money): void {
  if (amount.currency !== state.currency) {
    throw new DomainError('currency_mismatch', {
      expected: state.currency,
      actual: amount.currency,
    });
  }
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
}
