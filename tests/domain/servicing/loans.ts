/** Loans for the servicing tests: plain terms, and generators of terms and histories that could have happened. */
import fc from 'fast-check';
import { addDays } from '../../../domain/calendar.ts';
import { money } from '../../../domain/money.ts';
import { defaultTerms } from '../../../domain/schedule/default-terms.ts';
import { prepaymentStrategies } from '../../../domain/choices.ts';
import { dayCounts, dueDateShifts } from '../../../domain/schedule/terms.ts';
import type { LoanTerms } from '../../../domain/schedule/terms.ts';
import type { FeeRule } from '../../../domain/servicing/fees.ts';
import type { LoanEvent } from '../../../domain/servicing/events.ts';
import { defaultWaterfalls, waterfallPresets } from '../../../domain/servicing/waterfalls.ts';

export const plainTerms: LoanTerms = {
  ...defaultTerms,
  currency: 'CNY',
  annualRatePpm: 72_000,
  method: 'equal_installment',
  installments: 12,
};

export const startDate = '2026-01-15';

const noCaps = { perCharge: null, perInstallment: null, perYear: null, perLoanPpm: null };
const rowFees: readonly FeeRule[] = [
  {
    code: 'every_two_months',
    timing: 'on_date',
    days: { kind: 'after_months', months: 2, repeats: true },
    amount: { kind: 'share', of: 'outstanding_principal', ppm: 1_000 },
    caps: { ...noCaps, perLoanPpm: 30_000 },
  },
  {
    code: 'yearly',
    timing: 'on_date',
    days: { kind: 'every_year', month: 2, day: 30 },
    amount: { kind: 'fixed', amount: money(2_500n, 'CNY') },
    caps: noCaps,
  },
  {
    code: 'service',
    timing: 'per_installment',
    amount: { kind: 'share', of: 'outstanding_principal', ppm: 500 },
    caps: { ...noCaps, perLoanPpm: 20_000 },
  },
  {
    code: 'late_fee',
    timing: 'on_late_payment',
    amount: { kind: 'fixed', amount: money(1_000n, 'CNY') },
    caps: { ...noCaps, perYear: money(3_000n, 'CNY') },
  },
];

export const anyTerms: fc.Arbitrary<LoanTerms> = fc
  .record({
    method: fc.constantFrom(
      'equal_installment',
      'equal_principal',
      'flat',
      'interest_first',
      'single',
    ),
    annualRatePpm: fc.constantFrom(0, 1, 36_500, 72_000, 154_000, 240_000),
    installments: fc.integer({ min: 1, max: 24 }),
    every: fc.constantFrom(
      { count: 1, unit: 'month' } as const,
      { count: 3, unit: 'month' } as const,
      { count: 2, unit: 'week' } as const,
      { count: 10, unit: 'day' } as const,
    ),
    dayCount: fc.constantFrom(...dayCounts),
    installmentRate: fc.constantFrom('as_day_count', 'equal_periods'),
    mode: fc.constantFrom('half_even', 'half_up', 'down', 'up'),
    monthEnd: fc.constantFrom('clamp', 'roll'),
    smoothLastInstallment: fc.boolean(),
    gracePrincipal: fc.integer({ min: 0, max: 3 }),
    graceInterest: fc.integer({ min: 0, max: 3 }),
    interestFree: fc.integer({ min: 0, max: 2 }),
    downPaymentPpm: fc.constantFrom(0, 0, 250_000),
    stubDays: fc.constantFrom(null, null, 5, 20, 50),
    prepayment: fc.constantFrom(...prepaymentStrategies),
    prepaymentInterest: fc.constantFrom('at_due_date', 'with_prepayment'),
    dueDateShift: fc.constantFrom(...dueDateShifts),
    adjustInterest: fc.boolean(),
    overdueInterest: fc.constantFrom('penalty_only', 'contract_plus_penalty'),
    advanceMoney: fc.constantFrom('hold', 'apply'),
    payoffInterest: fc.constantFrom('to_date', 'to_next_due_date'),
    startsFrom: fc.constantFrom('due_date', 'grace_end'),
    compoundOnInterest: fc.boolean(),
    compoundOnPenalty: fc.boolean(),
    maxChargeRatePpm: fc.constantFrom(null, null, 240_000),
    fees: fc.constantFrom(null, null, rowFees),
    waterfall: fc.constantFrom('standard', 'standard_penalty_first', 'standard_fee_last'),
  })
  .map((drawn) => termsFrom(drawn));

type Drawn = Pick<
  LoanTerms,
  | 'method'
  | 'annualRatePpm'
  | 'installments'
  | 'every'
  | 'dayCount'
  | 'installmentRate'
  | 'monthEnd'
  | 'smoothLastInstallment'
  | 'downPaymentPpm'
  | 'prepayment'
  | 'prepaymentInterest'
  | 'dueDateShift'
  | 'adjustInterest'
  | 'overdueInterest'
  | 'advanceMoney'
  | 'payoffInterest'
  | 'maxChargeRatePpm'
> & {
  readonly mode: LoanTerms['rounding']['mode'];
  readonly gracePrincipal: number;
  readonly graceInterest: number;
  readonly interestFree: number;
  readonly stubDays: number | null;
  readonly startsFrom: LoanTerms['penalty']['startsFrom'];
  readonly compoundOnInterest: boolean;
  readonly compoundOnPenalty: boolean;
  readonly fees: readonly FeeRule[] | null;
  readonly waterfall: 'standard' | 'standard_penalty_first' | 'standard_fee_last';
};

function termsFrom(drawn: Drawn): LoanTerms {
  const { mode, gracePrincipal, graceInterest, interestFree, stubDays, waterfall, ...rest } = drawn;
  const { startsFrom, compoundOnInterest, compoundOnPenalty, fees, ...terms } = rest;
  const rows = terms.method === 'single' ? 1 : terms.installments;
  const within = (count: number) => Math.min(count, rows);
  return {
    ...plainTerms,
    ...terms,
    ...(fees === null ? {} : { fees }),
    rounding: { mode, installmentMultiple: null },
    grace: {
      principal: within(gracePrincipal),
      interest: within(graceInterest),
      interestFree: within(interestFree),
    },
    firstDueDate: stubDays === null ? null : addDays(startDate, stubDays),
    penalty: { ...plainTerms.penalty, startsFrom, compoundOnInterest, compoundOnPenalty },
    waterfalls: { ...defaultWaterfalls, standard: waterfallPresets[waterfall] },
  };
}

export function disbursement(minor: bigint, date = startDate): LoanEvent {
  return {
    ...recorded(1, date),
    kind: 'disbursement',
    amount: money(minor, 'CNY'),
    deductedFee: null,
  };
}

export function recorded(seq: number, date: string) {
  return { eventId: `e${seq}`, seq, effectiveDate: date, recordedAt: '2026-01-15T02:00:00.000Z' };
}

export function payment(seq: number, date: string, minor: bigint): LoanEvent {
  return {
    ...recorded(seq, date),
    kind: 'payment',
    paymentId: `p${seq}`,
    amount: money(minor, 'CNY'),
    situation: 'standard',
  };
}

const anyMinor = fc.bigInt({ min: 1n, max: 6_000_000n });
const anyStep = fc.record({
  days: fc.integer({ min: 0, max: 40 }),
  minor: anyMinor,
  kind: fc.constantFrom(
    'payment',
    'payment',
    'payment',
    'prepayment',
    'charge',
    'waiver',
    'rate_change',
    'tranche',
    'due_date_move',
    'extension',
    'interest_only',
    'payment_holiday',
    'pause',
    'restructure',
    'refund',
  ),
  strategy: fc.constantFrom(null, ...prepaymentStrategies),
  component: fc.constantFrom('fee', 'penalty'),
  arrears: fc.constantFrom('capitalize', 'carry', 'first_installment', 'waive'),
});
type AnyStep = typeof anyStep extends fc.Arbitrary<infer Step> ? Step : never;

/** A disbursement and up to a dozen events after it, in order of date. */
export const anyHistory: fc.Arbitrary<readonly LoanEvent[]> = fc
  .record({
    principal: fc.bigInt({ min: 100_000n, max: 50_000_000n }),
    steps: fc.array(anyStep, { maxLength: 12 }),
  })
  .map(({ principal, steps }) => {
    const events = [disbursement(principal)];
    let date = startDate;
    for (const step of steps) {
      date = addDays(date, step.days);
      events.push(eventFrom(step, events.length + 1, date));
    }
    return events;
  });

function eventFrom(step: AnyStep, seq: number, date: string): LoanEvent {
  const base = recorded(seq, date);
  const amount = money(step.minor, 'CNY');
  const changed = { ...base, kind: 'terms_change' as const, reason: 'test' };
  switch (step.kind) {
    case 'payment':
      return payment(seq, date, step.minor);
    case 'prepayment':
      return {
        ...base,
        kind: 'prepayment',
        paymentId: `p${seq}`,
        amount,
        strategy: step.strategy,
        fee: null,
      };
    case 'charge':
      return {
        ...base,
        kind: 'charge',
        component: step.component,
        code: 'test',
        amount,
        dueDate: addDays(date, 9),
      };
    case 'waiver': {
      const lines = [{ component: step.component, installmentNumber: null, amount }];
      return { ...base, kind: 'waiver', reason: 'goodwill', lines };
    }
    case 'rate_change':
      return { ...base, kind: 'rate_change', annualRatePpm: 90_000 };
    case 'tranche':
      return { ...base, kind: 'disbursement', amount, deductedFee: null };
    case 'due_date_move':
      return { ...changed, change: { type: 'due_date_move', nextDueDate: addDays(date, 25) } };
    case 'extension':
      return { ...changed, change: { type: 'extension', extraInstallments: 3 } };
    case 'interest_only':
    case 'payment_holiday':
      return { ...changed, change: { type: step.kind, rows: 2 } };
    case 'pause':
      return {
        ...changed,
        change: { type: 'pause', untilDate: addDays(date, 20), interest: true, penalty: true },
      };
    case 'restructure':
      return { ...changed, change: restructure(step.arrears) };
    case 'refund':
      return { ...base, kind: 'refund', amount: money(1n, 'CNY') };
  }
}

function restructure(treatment: AnyStep['arrears']) {
  return {
    type: 'restructure' as const,
    installments: 9,
    firstDueDate: null,
    annualRatePpm: 60_000,
    grace: { principal: 1, interest: 1, interestFree: 0 },
    arrears: { interest: treatment, penalty: treatment, fee: treatment },
  };
}
