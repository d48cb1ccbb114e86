/**
 * The fee for arranging a loan, by the product the application pinned. Deducted from the money paid out it lowers
 * what the borrower receives and not what is owed; paid apart it is a charge due on the day of the disbursement.
 * Interest is never deducted in advance (民法典 第670条: check the official text before relying on it).
 */
import { divide, type Money } from '../money.ts';
import type { ArrangementFee } from './product.ts';

export function arrangementFeeOf({ ratePpm }: ArrangementFee, amount: Money): Money {
  const minor = divide(amount.minor * BigInt(ratePpm), 1_000_000n, 'half_up');
  return { minor, currency: amount.currency };
}
