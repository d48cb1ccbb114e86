/**
 * What a product says about the life of its loans beyond the contract's terms: who may prepay, what that costs, how
 * far a change may go, who may give up how much. Rules are data of the product's version, and each loan goes by the
 * version it has pinned; a version without them knows no such limits.
 */
import type { Money } from '../money.ts';
import type { Role } from '../roles.ts';

/** Charged for money that comes before it is due. */
export type EarlyFee = {
  /** Share of the principal that comes early. */
  readonly ppm: number;
  /** Months after the first disbursement in which it is charged; null: always. */
  readonly firstMonths: number | null;
  /** At most this many months' interest on that principal; null: no cap. */
  readonly capMonths: number | null;
};

export type ServicingRules = {
  readonly prepayment: {
    /** Installments that must be paid first. */
    readonly afterInstallments: number;
    /** What must be left for principal once everything due is paid, unless it repays the loan. */
    readonly minimum: Money;
    readonly fee: EarlyFee | null;
  };
  readonly payoff: { readonly fee: EarlyFee | null };
  /** What a borrower may pay beyond everything the loan will ever owe. */
  readonly largestOverpayment: Money;
  readonly extension: {
    readonly maxCount: number;
    /** Working days before maturity by which it must be asked for. */
    readonly noticeWorkingDays: number;
  };
  readonly pause: { readonly maxDays: number; readonly maxDaysPerYear: number };
  readonly relief: {
    readonly interestOnlyRows: number;
    readonly paymentHolidayRows: number;
    /** Days by which a due date may move. */
    readonly dueDateMoveDays: number;
    readonly maxRestructures: number;
  };
  /** What a role may give up on one loan within twelve months; above the highest the tier matrix decides. */
  readonly waiverLimits: readonly { readonly role: Role; readonly limit: Money }[];
};
