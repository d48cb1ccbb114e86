/**
 * What a replay says about a loan on a business date: plain readonly data, in minor units of the loan's currency.
 * Rows after the business date are projected as if each is paid in full on its due date.
 */
import type { IsoDate } from '../calendar.ts';
import type { Currency } from '../money.ts';
import type { Component, ScheduleRow, ScheduleTotals } from '../schedule/terms.ts';
import type { ChargedFee } from './fees.ts';
import type { Timing } from './waterfalls.ts';

export type ComponentAmounts = { readonly [C in Component]: bigint };

export type LoanRow = {
  readonly number: number;
  readonly kind: ScheduleRow['kind'];
  readonly periodStart: IsoDate;
  readonly periodEnd: IsoDate;
  /** Shifted off non-working days; days past due count from here. */
  readonly dueDate: IsoDate;
  readonly dueDateProvisional: boolean;
  readonly days: number;
  readonly due: ComponentAmounts;
  readonly paid: ComponentAmounts;
  readonly waived: ComponentAmounts;
  /** due − paid − waived. */
  readonly outstanding: ComponentAmounts;
  readonly dueMinor: bigint;
  readonly paidMinor: bigint;
  readonly outstandingMinor: bigint;
  /** Parts of `paidMinor` received before and after the due date. */
  readonly paidInAdvanceMinor: bigint;
  readonly paidLateMinor: bigint;
  /** Principal still scheduled after the row. */
  readonly balanceMinor: bigint;
  /** The day the row was fully paid or waived, else null. */
  readonly paidDate: IsoDate | null;
  /** Days past due of the row on the business date. */
  readonly daysPastDue: number;
  /** True while the row lies ahead, so that its amounts are a projection. */
  readonly projected: boolean;
};

export type AllocationLine = {
  readonly installmentNumber: number;
  readonly component: Component;
  readonly timing: Timing;
  readonly amountMinor: bigint;
};

/** How one payment, or the use of credit balance on a due date, was split. The lines and the credit sum to the amount. */
export type PaymentAllocation = {
  /** The event's id; `credit/<date>` for credit balance used on a due date. */
  readonly key: string;
  /** null for the use of credit balance. */
  readonly eventId: string | null;
  readonly kind: 'payment' | 'prepayment' | 'payoff' | 'credit_use' | 'recovery';
  readonly effectiveDate: IsoDate;
  readonly amountMinor: bigint;
  readonly lines: readonly AllocationLine[];
  /** The rest, held as credit balance. */
  readonly creditMinor: bigint;
  /** Principal outstanding afterwards. */
  readonly principalAfterMinor: bigint;
};

export type LoanStatus = 'pending' | 'active' | 'closed' | 'written_off';

export type LoanState = {
  readonly currency: Currency;
  readonly businessDate: IsoDate;
  readonly status: LoanStatus;
  readonly annualRatePpm: number;
  readonly levelMinor: bigint | null;
  readonly rows: readonly LoanRow[];
  readonly totals: ScheduleTotals;
  readonly paid: ComponentAmounts;
  readonly waived: ComponentAmounts;
  readonly disbursedMinor: bigint;
  /** Principal really outstanding, capitalized amounts included. */
  readonly principalOutstandingMinor: bigint;
  /** Interest earned from the start to the business date; post it less what is posted. */
  readonly interestEarnedMinor: bigint;
  /** Penalty and compound interest earned and penalties charged to the business date, same use. */
  readonly penaltyEarnedMinor: bigint;
  /** Fees charged up to the business date. */
  readonly feesChargedMinor: bigint;
  /** Fees and penalties charged up to the business date, one by one, by events and by the terms. */
  readonly charges: readonly ChargedFee[];
  /** Amounts that a restructure turned into principal, by the component they came from. */
  readonly capitalized: ComponentAmounts;
  readonly creditBalanceMinor: bigint;
  readonly refundedMinor: bigint;
  readonly recoveredMinor: bigint;
  /** Unpaid amounts whose due date is before the business date. */
  readonly overdue: ComponentAmounts;
  readonly overdueMinor: bigint;
  /** Unpaid amounts due on or before the business date. */
  readonly dueNow: ComponentAmounts;
  readonly dueNowMinor: bigint;
  readonly daysPastDue: number;
  readonly bucket: string;
  readonly oldestUnpaidDueDate: IsoDate | null;
  /** The first row due on or after the business date with something to pay. */
  readonly nextDueDate: IsoDate | null;
  readonly nextDueMinor: bigint;
  readonly maturityDate: IsoDate | null;
  readonly closedDate: IsoDate | null;
  readonly writtenOffDate: IsoDate | null;
  readonly writtenOff: ComponentAmounts;
  /** The day on which people last judged that the loan performs again. */
  readonly returnedDate: IsoDate | null;
  readonly restructureCount: number;
  /** Penalties not charged because of `maxChargeRatePpm`. */
  readonly cappedMinor: bigint;
  readonly provisional: boolean;
  readonly allocations: readonly PaymentAllocation[];
};
