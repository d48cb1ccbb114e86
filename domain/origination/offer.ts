/**
 * The offer 授信要约: the terms put to the applicant, with the schedule they give and the all-in annual rate that every
 * offer has to name. Terms come from the pinned product version and what was approved; nothing is decided here. An
 * offer above the product's cap cannot be issued (法发〔2017〕22号: check the official text before relying on it).
 */
import type { IsoDate } from '../calendar.ts';
import type { Money } from '../money.ts';
import { allInAnnualRate, type AllInRate, type KnownFee } from '../schedule/all-in-rate.ts';
import { buildSchedule } from '../schedule/build.ts';
import type { LoanTerms, Schedule } from '../schedule/terms.ts';
import type { WorkCalendar } from '../schedule/working-days.ts';
import type { ReferenceRate } from '../servicing/repricing.ts';
import type { RepaymentMethod } from './application.ts';
import { arrangementFeeOf } from './arrangement-fee.ts';
import { termsOfProduct, type ProductContent } from './product.ts';

export type ApprovedRequest = {
  readonly amount: Money;
  readonly method: RepaymentMethod;
  readonly installmentCount: number;
  /** Agreed in this case; left out: the rate of the product. */
  readonly agreedRatePpm?: number;
};

export type OfferDraft = {
  readonly amount: Money;
  readonly terms: LoanTerms;
  readonly schedule: Schedule;
  readonly allIn: AllInRate;
  readonly isWithinCap: boolean;
};

export type OfferBasis = {
  readonly disbursementDate: IsoDate;
  readonly calendar: WorkCalendar;
  /** Where the product follows one, as it is in force on the day of the offer. */
  readonly reference: ReferenceRate | null;
};

/** The offer as if the money were paid out on `disbursementDate`; the contract's schedule is fixed on the real day. */
export function draftOffer(
  product: ProductContent,
  approved: ApprovedRequest,
  { disbursementDate, calendar, reference }: OfferBasis,
): OfferDraft {
  const terms = termsOfProduct(product, approved, reference);
  const disbursements = [{ date: disbursementDate, amount: approved.amount }];
  const schedule = buildSchedule(terms, disbursements, calendar);
  const fees = feesAtSigning(product, approved.amount, disbursementDate);
  const allIn = allInAnnualRate({ terms, disbursements, schedule, fees });
  const isWithinCap = Math.max(allIn.simplePpm, allIn.compoundPpm) <= product.maxAllInAnnualRatePpm;
  return { amount: approved.amount, terms, schedule, allIn, isWithinCap };
}

function feesAtSigning(
  { arrangementFee }: ProductContent,
  amount: Money,
  date: IsoDate,
): readonly KnownFee[] {
  if (arrangementFee.ratePpm === 0) return [];
  return [{ date, amount: arrangementFeeOf(arrangementFee, amount) }];
}
