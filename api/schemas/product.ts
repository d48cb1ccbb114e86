/** A product as JSON: limits, terms, what must be on the table first. */
import { z } from 'zod';
import { purposes, documentKinds } from '../../domain/origination/application.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { prepaymentStrategies } from '../../domain/choices.ts';
import {
  dayCounts,
  dueDateShifts,
  methods,
  rateReferences,
  repricingDays,
} from '../../domain/schedule/terms.ts';
import { roles } from '../../domain/roles.ts';
import { currency, id, isoDate, money, ppm, text, wireMoney } from './common.ts';

const name = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'must be letters, digits, dots, dashes or underscores');
const decimal = z.string().regex(/^\d{1,16}(\.\d{1,3})?$/, 'must be a decimal amount');
const days = z.number().int().min(0).max(3_660);
const count = z.number().int().min(0).max(1_000);
const roundingMode = z.enum(['half_even', 'half_up', 'down', 'up']);
const amount = wireMoney.refine((value) => money.safeParse(value).success, 'must be an amount');

const waterfall = z.strictObject({
  sequence: z.enum(['installment_first', 'component_first']),
  buckets: z.array(
    z.strictObject({
      timing: z.enum(['past_due', 'due', 'in_advance']),
      components: z.array(z.enum(['penalty', 'fee', 'interest', 'principal'])),
    }),
  ),
});

const terms = z.strictObject({
  every: z.strictObject({
    count: z.number().int().min(1).max(366),
    unit: z.enum(['day', 'week', 'month']),
  }),
  dayCount: z.enum(dayCounts),
  installmentRate: z.enum(['as_day_count', 'equal_periods']),
  rounding: z.strictObject({
    mode: roundingMode,
    installmentMode: roundingMode.exactOptional(),
    installmentMultiple: amount.nullable(),
  }),
  grace: z.strictObject({ principal: count, interest: count, interestFree: count }),
  monthEnd: z.enum(['clamp', 'roll']),
  smoothLastInstallment: z.boolean(),
  downPaymentPpm: z.number().int().min(0).max(999_999),
  prepayment: z.enum(prepaymentStrategies),
  prepaymentInterest: z.enum(['at_due_date', 'with_prepayment']),
  dueDateShift: z.enum(dueDateShifts),
  overdueInterest: z.enum(['penalty_only', 'contract_plus_penalty']),
  adjustInterest: z.boolean(),
  advanceMoney: z.enum(['hold', 'apply']),
  payoffInterest: z.enum(['to_date', 'to_next_due_date']),
  penalty: z.strictObject({
    upliftPpm: ppm,
    graceDays: days,
    startsFrom: z.enum(['due_date', 'grace_end']),
    compoundOnInterest: z.boolean(),
    compoundOnPenalty: z.boolean(),
    yearDays: z.union([z.literal(360), z.literal(365)]),
  }),
  waterfalls: z.strictObject({
    standard: waterfall,
    non_performing: waterfall,
    settlement: waterfall,
    written_off: waterfall,
  }),
  materiality: amount.nullable(),
});

/** The loan then costs the reference rate of its repricing day plus the spread, which may be below zero. */
export const floatingRate = z.strictObject({
  reference: z.enum(rateReferences),
  spreadPpm: z.number().int().min(-1_000_000).max(1_000_000),
  repricingDay: z.enum(repricingDays),
});

const ownAmount = amount.nullable();

/** Days counted from the first disbursement, or one day of each calendar year. */
const feeDays = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('after_months'),
    months: z.number().int().min(1).max(600),
    repeats: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('every_year'),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
  }),
]);

/** Charged when its occasion has come; the fee at disbursement is `arrangementFee`. */
const feeRule = z
  .strictObject({
    code: z.string().regex(/^[a-z_]{3,40}$/, 'must be lower case letters and underscores'),
    timing: z.enum([
      'per_installment',
      'on_date',
      'on_late_payment',
      'on_returned_payment',
      'on_extension',
      'on_restructure',
    ]),
    days: feeDays.exactOptional(),
    amount: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('fixed'), amount }),
      z.strictObject({
        kind: z.literal('share'),
        of: z.enum([
          'disbursed_amount',
          'outstanding_principal',
          'overdue_principal',
          'overdue_installment',
          'principal_and_interest',
        ]),
        ppm: z.number().int().min(1).max(1_000_000),
      }),
    ]),
    caps: z.strictObject({
      perCharge: ownAmount,
      perInstallment: ownAmount,
      perYear: ownAmount,
      perLoanPpm: z.number().int().min(0).max(1_000_000).nullable(),
    }),
  })
  .refine(({ timing, days: dated }) => dated === undefined || timing === 'on_date', {
    path: ['days'],
    message: 'only a fee on_date has days of its own',
  })
  .refine(
    ({ days: dated, amount: of }) =>
      dated === undefined || of.kind === 'fixed' || of.of !== 'principal_and_interest',
    {
      path: ['amount', 'of'],
      message: 'principal and interest of a row are known on its due date alone',
    },
  );

const earlyFee = z
  .strictObject({
    ppm: z.number().int().min(1).max(1_000_000),
    firstMonths: z.number().int().min(1).max(600).nullable(),
    capMonths: z.number().int().min(1).max(600).nullable(),
  })
  .nullable();

const servicing = z.strictObject({
  prepayment: z.strictObject({ afterInstallments: count, minimum: amount, fee: earlyFee }),
  payoff: z.strictObject({ fee: earlyFee }),
  largestOverpayment: amount,
  extension: z.strictObject({
    maxCount: count,
    noticeWorkingDays: z.number().int().min(0).max(60),
  }),
  pause: z.strictObject({ maxDays: days, maxDaysPerYear: days }),
  relief: z.strictObject({
    interestOnlyRows: count,
    paymentHolidayRows: count,
    dueDateMoveDays: days,
    maxRestructures: count,
  }),
  waiverLimits: z.array(z.strictObject({ role: z.enum(roles), limit: amount })).max(30),
});

const requirement = {
  appliesBefore: z.enum(['submit', 'review', 'approve', 'disburse']),
  severity: z.enum(['block', 'warn']),
} as const;

export const productContent = z.strictObject({
  code: name,
  names: z.strictObject({ 'zh-CN': text(100), en: text(100) }),
  customerTypes: z.array(z.enum(['person', 'company'])).min(1),
  currency,
  amount: z.strictObject({ from: decimal, to: decimal }),
  installmentCount: z.strictObject({
    from: z.number().int().min(1).max(600),
    to: z.number().int().min(1).max(600),
  }),
  methods: z.array(z.enum(methods)).min(1),
  purposes: z.array(z.enum(purposes)).min(1),
  annualRatePpm: z.number().int().min(0).max(1_000_000),
  floatingRate: floatingRate.exactOptional(),
  arrangementFee: z.strictObject({
    ratePpm: z.number().int().min(0).max(999_999),
    timing: z.enum(['deducted', 'paid_apart']),
  }),
  maxAllInAnnualRatePpm: z.number().int().min(0).max(1_000_000),
  fees: z.array(feeRule).max(50).exactOptional(),
  servicing: servicing.exactOptional(),
  disbursement: z
    .strictObject({
      bureauReportMaxAgeDays: days.nullable(),
      entrusted: z.array(
        z.strictObject({
          customerType: z.enum(['person', 'company']),
          purposes: z.array(z.enum(purposes)).nullable(),
          above: decimal,
          source: text(200),
        }),
      ),
    })
    .exactOptional(),
  tranches: z
    .strictObject({
      maxCount: z.number().int().min(2).max(50),
      lastWithinTermPpm: z.number().int().min(1).max(999_999),
    })
    .exactOptional(),
  creditRefund: z
    .strictObject({ automaticAfterDays: days.nullable(), twoPersonsAbove: decimal })
    .exactOptional(),
  terms,
  offerDays: z.number().int().min(1).max(365),
  matrix: name,
  scorecard: name,
  requiredFields: z.array(
    z.strictObject({
      path: z
        .string()
        .regex(/^(\/[\w-]+)+$/)
        .max(200),
      ...requirement,
    }),
  ),
  requiredDocuments: z.array(
    z.strictObject({
      kind: z.enum(documentKinds),
      ...requirement,
      maxAgeDays: days.nullable(),
      minValidDays: days.nullable(),
      coversMonths: count.nullable(),
      purposes: z.array(z.enum(purposes)).nullable(),
    }),
  ),
  requiredConsents: z.array(
    z.strictObject({
      kind: z.enum(['bureau_query', 'data_processing', 'contact_outside_hours']),
      ...requirement,
      wordingVersion: text(40),
      maxAgeDays: days.nullable(),
    }),
  ),
  exposureLimits: z
    .strictObject({ customer: decimal.nullable(), group: decimal.nullable() })
    .exactOptional(),
  coolingOffDays: days,
}) satisfies z.ZodType<ProductContent>;

/** A product in force. */
export const product = z
  .object({
    code: z.string(),
    productVersionId: id,
    number: z.number().int(),
    effectiveDate: isoDate.nullable(),
    content: productContent,
  })
  .meta({ id: 'Product' });
export const productParams = z.object({ code: text(60) });
export const productList = z.object({ items: z.array(product) });
