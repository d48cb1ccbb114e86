/** Terms of a conformance case, as they stand in its file, and as the project's `LoanTerms`. */
import { parseAmount } from '../../domain/money.ts';
import type { Money, RoundingMode } from '../../domain/money.ts';
import { decimalToPpm } from '../../domain/schedule/decimal-rate.ts';
import type { Disbursement, LoanTerms } from '../../domain/schedule/terms.ts';
import { defaultWaterfalls } from '../../domain/servicing/waterfalls.ts';

export type CaseTerms = {
  readonly currency: LoanTerms['currency'];
  readonly disbursements: readonly { readonly date: string; readonly amount: string }[];
  readonly annualRate: string;
  readonly method: LoanTerms['method'];
  readonly installments: number;
  readonly every: LoanTerms['every'];
  readonly dayCount: LoanTerms['dayCount'];
  readonly installmentRate?: 'equal_periods';
  readonly rounding: {
    readonly mode: RoundingMode;
    readonly installmentMode?: RoundingMode;
    readonly installmentMultiple?: string | null;
  };
  readonly grace?: { readonly principal: number; readonly interest: number };
  readonly monthEnd: LoanTerms['monthEnd'];
  readonly smoothLastInstallment: boolean;
  readonly downPaymentPercent?: string;
  readonly prepayment?: LoanTerms['prepayment'];
};

/** What the cases leave unsaid: no shift, no penalty, money in advance applied. */
export const plainTerms = {
  installmentRate: 'as_day_count',
  firstDueDate: null,
  downPaymentPpm: 0,
  prepayment: 'next_installments',
  prepaymentInterest: 'at_due_date',
  dueDateShift: 'none',
  overdueInterest: 'contract_plus_penalty',
  balloon: null,
  customRows: null,
  adjustInterest: false,
  advanceMoney: 'apply',
  payoffInterest: 'to_date',
  penalty: {
    upliftPpm: 0,
    graceDays: 0,
    startsFrom: 'due_date',
    compoundOnInterest: false,
    compoundOnPenalty: false,
    yearDays: 360,
  },
  waterfalls: defaultWaterfalls,
  materiality: null,
  maxChargeRatePpm: null,
} as const satisfies Partial<LoanTerms>;

export function termsOf(terms: CaseTerms): LoanTerms {
  const { mode, installmentMode, installmentMultiple } = terms.rounding;
  const multiple = installmentMultiple ?? null;
  return {
    ...plainTerms,
    currency: terms.currency,
    annualRatePpm: decimalToPpm(terms.annualRate),
    method: terms.method,
    installments: terms.installments,
    every: terms.every,
    dayCount: terms.dayCount,
    installmentRate: terms.installmentRate ?? 'as_day_count',
    rounding: {
      mode,
      ...(installmentMode === undefined ? {} : { installmentMode }),
      installmentMultiple: multiple === null ? null : amountOf(multiple, terms.currency),
    },
    grace: {
      principal: terms.grace?.principal ?? 0,
      interest: terms.grace?.interest ?? 0,
      interestFree: 0,
    },
    monthEnd: terms.monthEnd,
    smoothLastInstallment: terms.smoothLastInstallment,
    // A percentage is a hundredth of a fraction.
    downPaymentPpm: decimalToPpm(terms.downPaymentPercent ?? '0', 4),
    prepayment: terms.prepayment ?? 'next_installments',
  };
}

export function disbursementsOf({ currency, disbursements }: CaseTerms): readonly Disbursement[] {
  return disbursements.map(({ date, amount }) => ({ date, amount: amountOf(amount, currency) }));
}

/** Amounts of the cases may be written with fewer decimals than the currency has. */
export function amountOf(text: string, currency: LoanTerms['currency']): Money {
  const [whole = '0', decimals = ''] = text.split('.');
  return parseAmount(`${whole}.${decimals.padEnd(2, '0')}`, currency);
}
