/**
 * What must be true before money is paid out (rule book section 11.8): separate from the credit approval, made by one
 * person and released by another, neither of whom voted; the contract is the accepted offer, the conditions are met,
 * the amount is within the approval. Both checks run on fresh rows, because days may lie between the two.
 */
import { DomainError } from '../errors.ts';
import { isAbove, type Money } from '../money.ts';

/** Refusals of the rail after which a person must decide how to go on. */
export const refusalLimit = 3;

export type DisbursementCheck = {
  readonly officerId: string;
  /** Everybody who voted on the application, in any round. */
  readonly voterIds: ReadonlySet<string>;
  readonly amount: Money;
  readonly approved: Money;
  readonly contractHash: string;
  readonly offerHash: string;
  readonly openConditionIds: readonly string[];
  readonly hasPayeeAccount: boolean;
  readonly customerId: string;
  readonly refusedCount: number;
};

/**
 * @throws DomainError `four_eyes`, `contract_differs`, `conditions_open`, `amount_not_positive`, `currency_mismatch`,
 *   `amount_exceeds_approved`, `account_missing`, `disbursement_retries_exhausted`
 */
export function assertMayDisburse(check: DisbursementCheck): void {
  const { officerId, amount, approved, contractHash, refusedCount, customerId } = check;
  if (check.voterIds.has(officerId)) throw new DomainError('four_eyes', { officerId });
  if (contractHash !== check.offerHash) throw new DomainError('contract_differs', { contractHash });
  if (check.openConditionIds.length > 0)
    throw new DomainError('conditions_open', { conditionIds: check.openConditionIds });
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
  if (isAbove(amount, approved))
    throw new DomainError('amount_exceeds_approved', { amount, approved });
  if (!check.hasPayeeAccount) throw new DomainError('account_missing', { customerId });
  if (refusedCount >= refusalLimit)
    throw new DomainError('disbursement_retries_exhausted', { refusedCount, limit: refusalLimit });
}
