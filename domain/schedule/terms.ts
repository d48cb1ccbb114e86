/**
 * What a lender and a borrower agreed, as plain data. The terms are copied from the product when the offer is
 * made and travel with the loan, so that a product changed next year does not change a contract signed today.
 * Rates and shares are whole parts per million (7.2 % a year is 72,000); money is in minor units of one currency.
 */
import type { prepaymentStrategies } from '../choices.ts';
import type { IsoDate, MonthEnd } from '../calendar.ts';
import type { Currency, Money, RoundingMode } from '../money.ts';
import type { FeeRule } from '../servicing/fees.ts';
import type { Waterfalls } from '../servicing/waterfalls.ts';
import type { Wire } from '../wire.ts';
import { fromWire, toWire } from '../wire.ts';

export type Component = 'penalty' | 'fee' | 'interest' | 'principal';

export const methods = [
  'equal_installment',
  'equal_principal',
  'flat',
  'interest_first',
  'single',
] as const;
export type Method = (typeof methods)[number];

export const dayCounts = [
  '30/360',
  'actual/365',
  'actual/360',
  'actual/actual',
  'equal_periods',
] as const;
export type DayCount = (typeof dayCounts)[number];

export type PrepaymentStrategy = (typeof prepaymentStrategies)[number];

export const dueDateShifts = ['none', 'following', 'preceding', 'modified_following'] as const;
export type DueDateShift = (typeof dueDateShifts)[number];

/** One installment every `count` units. */
export type Every = { readonly count: number; readonly unit: 'day' | 'week' | 'month' };

export type Rounding = {
  readonly mode: RoundingMode;
  /** Rounding of the level amount alone, where it differs from `mode`. */
  readonly installmentMode?: RoundingMode;
  readonly installmentMultiple: Money | null;
};

/** Rows counted from the start: without principal due, with interest due later, and bearing no interest. */
export type Grace = {
  readonly principal: number;
  readonly interest: number;
  readonly interestFree: number;
};

/** A row entered by hand. `interest` null means: by the rate and the day count of the terms. */
export type CustomRow = {
  readonly dueDate: IsoDate;
  readonly principal: Money;
  readonly interest: Money | null;
};

export type PenaltyTerms = {
  /** Added to the contract rate: 500,000 makes the penalty rate 1.5 times the contract rate. */
  readonly upliftPpm: number;
  /** Days after the due date in which a payment avoids the penalty. */
  readonly graceDays: number;
  /** Whether penalty days count back to the due date once grace has passed. */
  readonly startsFrom: 'due_date' | 'grace_end';
  /** Compound interest 复利 on unpaid overdue interest, at the penalty rate. */
  readonly compoundOnInterest: boolean;
  readonly compoundOnPenalty: boolean;
  /** Days of the year by which the penalty rate is divided. */
  readonly yearDays: 360 | 365;
};

/** Published rates a contract may follow: the loan prime rate 贷款市场报价利率, one year and five years or more. */
export const rateReferences = ['lpr_1y', 'lpr_5y'] as const;
export type RateReference = (typeof rateReferences)[number];

/** Every 12, 3 or 1 months from the first disbursement, or on each 1 January. */
export const repricingDays = ['anniversary', 'january_first', 'quarterly', 'monthly'] as const;
export type RepricingDay = (typeof repricingDays)[number];

export type FloatingRate = {
  readonly reference: RateReference;
  /** Added to the reference rate; below zero it is taken off. */
  readonly spreadPpm: number;
  readonly repricingDay: RepricingDay;
};

/** With the value of the reference that the contract starts from; null where it is only assumed. */
export type FloatingTerms = FloatingRate & {
  readonly referencePpm: number;
  readonly referenceDate: IsoDate | null;
};

export type LoanTerms = {
  readonly currency: Currency;
  /** For a floating rate the one of the first day: reference plus spread. */
  readonly annualRatePpm: number;
  /** Absent: the rate is fixed. */
  readonly floating?: FloatingTerms;
  readonly method: Method;
  /** Rows of the schedule, a down-payment row not counted. */
  readonly installments: number;
  readonly every: Every;
  readonly dayCount: DayCount;
  /** How the level amount is computed; interest rows always follow `dayCount`. */
  readonly installmentRate: 'as_day_count' | 'equal_periods';
  readonly rounding: Rounding;
  readonly grace: Grace;
  readonly monthEnd: MonthEnd;
  readonly smoothLastInstallment: boolean;
  /** null: one period after the first disbursement. Otherwise the anchor of all due dates. */
  readonly firstDueDate: IsoDate | null;
  readonly downPaymentPpm: number;
  readonly prepayment: PrepaymentStrategy;
  readonly prepaymentInterest: 'at_due_date' | 'with_prepayment';
  readonly dueDateShift: DueDateShift;
  readonly overdueInterest: 'penalty_only' | 'contract_plus_penalty';
  /** Principal left for the last row on top of the level amount. */
  readonly balloon: Money | null;
  readonly customRows: readonly CustomRow[] | null;
  /** Whether a shifted due date also moves the end of the period for which interest is counted. */
  readonly adjustInterest: boolean;
  /** Money beyond what is due is held as credit balance, or pays later rows at once. */
  readonly advanceMoney: 'hold' | 'apply';
  readonly payoffInterest: 'to_date' | 'to_next_due_date';
  readonly penalty: PenaltyTerms;
  /** Orders of allocation by situation, copied from the product. */
  readonly waterfalls: Waterfalls;
  /** An unpaid remainder up to this amount in total does not make the loan past due; null is strict. */
  readonly materiality: Money | null;
  /** Fees that follow from the schedule alone: charged with each row, or once a row is late. Absent: none. */
  readonly fees?: readonly FeeRule[];
  /** Interest and penalties together never exceed this annual rate on outstanding principal; null: no limit. */
  readonly maxChargeRatePpm: number | null;
};

/** Principal paid out on a civil date; the first is the start of the loan, later ones are tranches. */
export type Disbursement = { readonly date: IsoDate; readonly amount: Money };

/** A stretch of constant balance and rate inside a period; `numerator / denominator` is its part of a year. */
export type InterestStretch = {
  readonly startDate: IsoDate;
  readonly endDate: IsoDate;
  readonly days: number;
  readonly balanceMinor: bigint;
  readonly annualRatePpm: number;
  readonly numerator: number;
  readonly denominator: number;
};

/** How the principal and the interest of a row came about; `explainRow` makes text of it. */
export type RowFormula =
  | 'level_less_interest'
  | 'share_of_principal'
  | 'remaining_balance'
  | 'interest_only'
  | 'nothing_due'
  | 'down_payment'
  | 'entered_by_hand';

export type ScheduleRow = {
  /** Counts from 1; a down payment is row 1. */
  readonly number: number;
  readonly kind: 'down_payment' | 'installment';
  /** Interest counts from `periodStart` (included) to `periodEnd` (excluded). */
  readonly periodStart: IsoDate;
  readonly periodEnd: IsoDate;
  /** `periodEnd` moved off non-working days by the terms' `dueDateShift`. */
  readonly dueDate: IsoDate;
  /** True when the calendar of the year is not published, so that `dueDate` may still move. */
  readonly dueDateProvisional: boolean;
  /** Real days of the period. */
  readonly days: number;
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
  readonly feesMinor: bigint;
  readonly penaltiesMinor: bigint;
  readonly dueMinor: bigint;
  /** Principal still scheduled after the row. */
  readonly balanceMinor: bigint;
  readonly formula: RowFormula;
  /** By which interest is earned; 0 in a row that bears none. */
  readonly annualRatePpm: number;
  /** The period as a part of a year: `numerator / denominator`. */
  readonly numerator: number;
  readonly denominator: number;
  /** Where the balance changes inside the period, its parts; null for one balance throughout. */
  readonly stretches: readonly InterestStretch[] | null;
};

export type ScheduleTotals = {
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
  readonly feesMinor: bigint;
  readonly penaltiesMinor: bigint;
  readonly dueMinor: bigint;
};

export type Schedule = {
  readonly currency: Currency;
  readonly rows: readonly ScheduleRow[];
  /** The rounded level amount that applies to the last rows; null for methods without one. */
  readonly levelMinor: bigint | null;
  /** True when the smoothing pass changed the level amount. */
  readonly smoothed: boolean;
  readonly totals: ScheduleTotals;
  /** Subtotals per calendar year of the due date, in order. */
  readonly years: readonly (ScheduleTotals & { readonly year: number })[];
  /** True when any due date rests on a year without a published calendar. */
  readonly provisional: boolean;
  readonly rounding: Rounding;
};

export type WireTerms = Wire<LoanTerms>;

/** Terms as they stand in JSON, in the database and on the wire. */
export function termsToWire(terms: LoanTerms): WireTerms {
  return toWire(terms, terms.currency);
}

/** @throws DomainError `amount_malformed` */
export function termsFromWire(wire: WireTerms): LoanTerms {
  return fromWire<LoanTerms>(wire);
}
