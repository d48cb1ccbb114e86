/**
 * What an application says, as it is kept with a draft and frozen with each submission. JSON throughout: amounts
 * are wire money. A null or absent fact is *not collected*: it counts neither for nor against the applicant and
 * sends the case to a person where a rule needs it.
 */
import type { IsoDate } from '../calendar.ts';
import type { WireMoney } from '../money.ts';
import type { CustomerType } from '../approval/matrix.ts';

export type RepaymentMethod =
  'equal_installment' | 'equal_principal' | 'flat' | 'interest_first' | 'single';

export type ApplicationData = {
  readonly productCode: string;
  readonly customerType: CustomerType;
  readonly amount: WireMoney | null;
  /** Monthly installments. */
  readonly installmentCount: number | null;
  /** Agreed with the applicant by a counter-offer; left out: the rate of the product. */
  readonly agreedRatePpm?: number;
  readonly method: RepaymentMethod | null;
  readonly purpose: Purpose | null;
  readonly applicant: ApplicantFacts;
  readonly security: SecurityFacts | null;
  readonly documents: readonly ApplicationDocument[];
  readonly consents: readonly ApplicationConsent[];
};

export const purposes = [
  'car_new',
  'car_used',
  'furniture',
  'appliances',
  'electronics',
  'repairs',
  'education',
  'retraining',
  'holiday',
  'business',
  'working_capital',
  'equipment',
  'other',
] as const;

export type Purpose = (typeof purposes)[number];

/** What rules and scorecard read. The names are those of the scorecard's attributes. */
export type ApplicantFacts = {
  readonly birthDate?: IsoDate | null;
  /** Companies: the day of registration. */
  readonly foundedDate?: IsoDate | null;
  readonly monthlyIncome?: WireMoney | null;
  /** Verified by tax, payroll or bank statements; otherwise income takes a haircut. */
  readonly isIncomeVerified?: boolean | null;
  /** Debt service a month before this loan. */
  readonly monthlyDebtService?: WireMoney | null;
  /** Companies: cash flow available for debt service a year, and the debt service of that year. */
  readonly annualCashFlow?: WireMoney | null;
  readonly annualDebtService?: WireMoney | null;
  readonly checkingStatus?: 'none' | 'overdrawn' | 'low' | 'high' | null;
  readonly savings?: 'none_known' | 'small' | 'moderate' | 'large' | 'very_large' | null;
  readonly creditHistory?:
    'no_credits' | 'all_paid_here' | 'paid_duly' | 'past_delays' | 'critical' | null;
  readonly employment?:
    'unemployed' | 'under_1_year' | '1_to_4_years' | '4_to_7_years' | 'over_7_years' | null;
  readonly property?: 'real_estate' | 'life_insurance' | 'car_or_other' | 'none_known' | null;
  readonly housing?: 'own' | 'rent' | 'free' | null;
  readonly job?: 'unskilled_non_resident' | 'unskilled' | 'skilled' | 'management' | null;
  readonly otherInstallmentPlans?: 'none' | 'bank' | 'stores' | null;
  readonly otherParties?: 'none' | 'co_applicant' | 'guarantor' | null;
  readonly existingCreditCount?: number | null;
  readonly dependantCount?: number | null;
  readonly residenceYears?: number | null;
};

export type SecurityFacts = {
  readonly kind: 'residential' | 'commercial' | 'movable' | 'deposit';
  readonly value: WireMoney;
  readonly valuedDate: IsoDate;
  /** Taken off the value before the ratio. */
  readonly haircutPpm: number;
  /** Debt that ranks before this loan. */
  readonly seniorDebt: WireMoney | null;
};

export const documentKinds = [
  'identity_card',
  'bureau_report',
  'income_proof',
  'bank_statement',
  'business_licence',
  'property_valuation',
  'purchase_invoice',
  'kyc_review',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

export type ApplicationDocument = {
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly issuedDate: IsoDate | null;
  readonly expiryDate: IsoDate | null;
  /** Statements: the days they cover, first and last entry. */
  readonly coversFrom: IsoDate | null;
  readonly coversTo: IsoDate | null;
  /** Null: nobody has looked yet. */
  readonly isValid: boolean | null;
};

export type ConsentKind = 'bureau_query' | 'data_processing' | 'contact_outside_hours';

export type ApplicationConsent = {
  readonly kind: ConsentKind;
  /** Version of the wording that was agreed to. */
  readonly wordingVersion: string;
  readonly givenDate: IsoDate;
  readonly withdrawnDate: IsoDate | null;
};

/** What partners answered. `unavailable` is a failed query: unknown, never a pass and never a hit. */
export type BureauReport = {
  readonly fetchedDate: IsoDate;
  readonly maxDaysPastDue: number;
  readonly queryCount3Months: number;
  readonly isOnDefaulterList: boolean;
  readonly isOnSanctionsList: boolean;
};
