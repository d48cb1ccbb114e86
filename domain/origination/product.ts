/**
 * A product as the content of a policy version: what may be asked for, on which terms, and what must be on the
 * table first. JSON throughout: amounts are decimal strings in the product's currency. An application pins its
 * version at submit, and the offer copies the terms, so a product changed next year changes no contract.
 */
import type { CustomerType } from '../approval/matrix.ts';
import { invariant } from '../invariant.ts';
import type { Currency, Money } from '../money.ts';
import { parseAmount } from '../money.ts';
import type { FloatingRate, LoanTerms, WireTerms } from '../schedule/terms.ts';
import { termsFromWire } from '../schedule/terms.ts';
import type { CreditRefundRule } from '../servicing/held-credit.ts';
import { isChargedByTerms, type FeeRule } from '../servicing/fees.ts';
import { contractRatePpm, floatingTerms, type ReferenceRate } from '../servicing/repricing.ts';
import type { ServicingRules } from '../servicing/product-rules.ts';
import { fromWire, type Wire } from '../wire.ts';
import type { ExposureLimits } from './exposure.ts';
import type { DisbursementPolicy } from './disbursement-checks.ts';
import type { TrancheRule } from './tranches.ts';
import type { ConsentKind, DocumentKind, Purpose, RepaymentMethod } from './application.ts';

/** What a case must have before a step of its life. */
export type RequiredBefore = 'submit' | 'review' | 'approve' | 'disburse';

export type ProductContent = {
  /** `consumer`, as matrix rows and applications name it. */
  readonly code: string;
  readonly names: { readonly 'zh-CN': string; readonly en: string };
  readonly customerTypes: readonly CustomerType[];
  readonly currency: Currency;
  /** Both ends included; `to` is the ceiling at which the matrix ends too. */
  readonly amount: { readonly from: string; readonly to: string };
  readonly installmentCount: { readonly from: number; readonly to: number };
  readonly methods: readonly RepaymentMethod[];
  readonly purposes: readonly Purpose[];
  /** With a floating rate only what the catalogue shows: the offer takes the reference rate of its day. */
  readonly annualRatePpm: number;
  /** A version without it lends at a fixed rate. */
  readonly floatingRate?: FloatingRate;
  /** Deducted or paid at disbursement, of the amount; 0 for none. */
  readonly arrangementFee: ArrangementFee;
  /** An offer above this all-in rate, simple or compound, cannot be issued. */
  readonly maxAllInAnnualRatePpm: number;
  /** Fees that may be charged later, each by its rule; a version without them knows none. */
  readonly fees?: readonly Wire<FeeRule>[];
  /** What the life of a loan goes by beside its terms; a version without it knows no such limits. */
  readonly servicing?: Wire<ServicingRules>;
  /** What is looked at before money leaves the house; a version without it asks no more than the law of every loan. */
  readonly disbursement?: DisbursementPolicy;
  /** Drawing in parts; a version without it pays out once. */
  readonly tranches?: TrancheRule;
  /** How credit balances go back; a version without it gives them back after 30 days, up to 1,000.00 by itself. */
  readonly creditRefund?: CreditRefundRule;
  /** Everything of the terms but what the application decides. */
  readonly terms: ProductTerms;
  readonly offerDays: number;
  /** Policies this product goes by, by name; the versions are pinned at submit. */
  readonly matrix: string;
  readonly scorecard: string;
  readonly requiredFields: readonly RequiredField[];
  readonly requiredDocuments: readonly RequiredDocument[];
  readonly requiredConsents: readonly RequiredConsent[];
  /** What may be owed under this product in all; a version without them has no limit. */
  readonly exposureLimits?: ExposureLimits;
  /** After a decline, days before the next application for this product. */
  readonly coolingOffDays: number;
};

export type ArrangementFee = {
  readonly ratePpm: number;
  readonly timing: 'deducted' | 'paid_apart';
};

export type ProductTerms = Omit<
  WireTerms,
  | 'currency'
  | 'annualRatePpm'
  | 'method'
  | 'installments'
  | 'firstDueDate'
  | 'balloon'
  | 'customRows'
  | 'maxChargeRatePpm'
  | 'fees'
>;

export type RequiredField = {
  /** A JSON pointer into the application's data: `/applicant/monthlyIncome`. */
  readonly path: string;
  readonly appliesBefore: RequiredBefore;
  readonly severity: 'block' | 'warn';
};

export type RequiredDocument = {
  readonly kind: DocumentKind;
  readonly appliesBefore: RequiredBefore;
  readonly severity: 'block' | 'warn';
  /** Days since the issue, or since the last entry of a statement; null: no limit. */
  readonly maxAgeDays: number | null;
  /** Days the document must stay valid beyond the business date; null: its expiry does not matter. */
  readonly minValidDays: number | null;
  /** Statements: months they must cover; null for other documents. */
  readonly coversMonths: number | null;
  /** Asked only for these purposes; null: always. */
  readonly purposes: readonly Purpose[] | null;
};

export type RequiredConsent = {
  readonly kind: ConsentKind;
  readonly appliesBefore: RequiredBefore;
  readonly severity: 'block' | 'warn';
  /** The wording in force; a consent to an older one counts as none. */
  readonly wordingVersion: string;
  readonly maxAgeDays: number | null;
};

export function productCeiling({ amount, currency }: ProductContent): Money {
  return parseAmount(amount.to, currency);
}

export function productFloor({ amount, currency }: ProductContent): Money {
  return parseAmount(amount.from, currency);
}

/**
 * The terms of a loan of this product; the first due date is one period after the disbursement.
 * @param reference in force on the day of the offer; a product with a fixed rate needs none
 */
export function termsOfProduct(
  product: ProductContent,
  asked: {
    readonly method: RepaymentMethod;
    readonly installmentCount: number;
    readonly agreedRatePpm?: number;
  },
  reference: ReferenceRate | null,
): LoanTerms {
  return termsFromWire({
    ...product.terms,
    ...priceOf(product, asked, reference),
    ...scheduledFees(product),
    currency: product.currency,
    method: asked.method,
    installments: asked.installmentCount,
    firstDueDate: null,
    balloon: null,
    customRows: null,
    maxChargeRatePpm: product.maxAllInAnnualRatePpm,
  });
}

/** Null for a version that says nothing of it. */
export function servicingRulesOf({ servicing }: Pick<ProductContent, 'servicing'>) {
  return servicing === undefined ? null : fromWire<ServicingRules>(servicing);
}

function priceOf(
  { annualRatePpm, floatingRate, maxAllInAnnualRatePpm }: ProductContent,
  { agreedRatePpm }: { readonly agreedRatePpm?: number },
  reference: ReferenceRate | null,
): Pick<LoanTerms, 'annualRatePpm' | 'floating'> {
  if (floatingRate === undefined) return { annualRatePpm: agreedRatePpm ?? annualRatePpm };
  invariant(reference !== null, 'a floating rate starts from a published one');
  return {
    annualRatePpm: contractRatePpm(floatingRate, reference.ratePpm, maxAllInAnnualRatePpm),
    floating: floatingTerms(floatingRate, reference),
  };
}

/** What the schedule charges by itself is part of the terms; the other fees stay with the product. */
function scheduledFees({ fees = [] }: ProductContent): Pick<WireTerms, 'fees'> {
  const scheduled = fees.filter(isChargedByTerms);
  return scheduled.length === 0 ? {} : { fees: scheduled };
}
