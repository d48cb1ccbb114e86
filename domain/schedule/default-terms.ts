/** What terms say where nobody says otherwise: those of a consumer loan (rule book section 3.1). */
import { defaultWaterfalls } from '../servicing/waterfalls.ts';
import type { LoanTerms } from './terms.ts';

/** Currency, rate, method and number of installments are never left unsaid. */
export const defaultTerms = {
  every: { count: 1, unit: 'month' },
  dayCount: '30/360',
  installmentRate: 'as_day_count',
  rounding: { mode: 'half_up', installmentMultiple: null },
  grace: { principal: 0, interest: 0, interestFree: 0 },
  monthEnd: 'clamp',
  smoothLastInstallment: false,
  firstDueDate: null,
  downPaymentPpm: 0,
  prepayment: 'reduce_term',
  prepaymentInterest: 'at_due_date',
  dueDateShift: 'none',
  overdueInterest: 'penalty_only',
  balloon: null,
  customRows: null,
  adjustInterest: false,
  advanceMoney: 'hold',
  payoffInterest: 'to_date',
  penalty: {
    upliftPpm: 500_000,
    graceDays: 3,
    startsFrom: 'due_date',
    compoundOnInterest: false,
    compoundOnPenalty: false,
    yearDays: 360,
  },
  waterfalls: defaultWaterfalls,
  materiality: null,
  maxChargeRatePpm: null,
} as const satisfies Omit<LoanTerms, 'currency' | 'annualRatePpm' | 'method' | 'installments'>;
