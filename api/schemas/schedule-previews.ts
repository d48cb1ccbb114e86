/** A schedule for terms that belong to no loan yet, each row explained. */
import { z } from 'zod';
import { methods } from '../../domain/schedule/terms.ts';
import { floatingRate, productContent } from './product.ts';
import { currency, isoDate, ppm, wireMoney } from './common.ts';
import { floatingTerms } from './reference-rates.ts';
import { scheduleTotals, yearTotals } from './loans.ts';

const amount = wireMoney;
const { terms: productTerms } = productContent.shape;

/** Every term may be given; those left out follow the defaults of a consumer loan. */
export const previewTerms = productTerms.partial().extend({
  currency,
  // How high and how long is for the terms to refuse, by name.
  annualRatePpm: z
    .number()
    .int()
    .optional()
    .meta({ description: 'Left out where `floating` says how the rate comes about' }),
  floating: floatingRate
    .extend({
      referencePpm: z.number().int().min(1).max(999_999).optional().meta({
        description: 'Assumed; left out, the value in force when the money is paid out',
      }),
    })
    .optional(),
  method: z.enum(methods),
  installments: z.number().int(),
  firstDueDate: isoDate.nullable().optional(),
  balloon: amount.nullable().optional(),
  customRows: z
    .array(
      z.strictObject({
        dueDate: isoDate,
        principal: amount,
        interest: amount.nullable(),
      }),
    )
    .max(1_000)
    .nullable()
    .optional(),
});

export const schedulePreview = z.strictObject({
  terms: previewTerms,
  disbursements: z
    .array(z.strictObject({ date: isoDate, amount }))
    .min(1)
    .max(10),
  fees: z
    .array(z.strictObject({ date: isoDate, amount }))
    .max(20)
    .default([]),
});

const stretch = z.object({
  startDate: isoDate,
  endDate: isoDate,
  days: z.number().int(),
  balance: wireMoney,
  annualRatePpm: z.number().int(),
  numerator: z.number(),
  denominator: z.number(),
});

export const previewRow = z
  .object({
    number: z.number().int(),
    kind: z.enum(['down_payment', 'installment']),
    periodStart: isoDate,
    periodEnd: isoDate,
    dueDate: isoDate,
    dueDateProvisional: z.boolean(),
    days: z.number().int(),
    principal: wireMoney,
    interest: wireMoney,
    fees: wireMoney,
    penalties: wireMoney,
    due: wireMoney,
    balance: wireMoney,
    formula: z.string(),
    stretches: z.array(stretch),
    explanation: z.object({
      rounding: z.string(),
      interest: z.array(z.string()).meta({ examples: [['100000.00 × 7.2 % × 30/360']] }),
      principal: z.string().meta({ examples: ['8661.90 − 600.00 = 8061.90'] }),
    }),
  })
  .meta({ id: 'PreviewRow' });

export const schedulePreviewAnswer = z
  .object({
    currency,
    rows: z.array(previewRow),
    level: wireMoney.nullable(),
    smoothed: z.boolean(),
    rounding: z.record(z.string(), z.unknown()),
    totals: scheduleTotals,
    years: z.array(yearTotals),
    isProvisional: z.boolean(),
    allInSimplePpm: z.number().int(),
    allInCompoundPpm: z.number().int(),
    allInBasis: z.enum(['equal_periods', 'real_days']),
    floating: floatingTerms
      .extend({ annualRatePpm: ppm, firstRepricingDate: isoDate })
      .nullable()
      .meta({
        description: 'The schedule as if the reference never changed; null for a fixed rate',
      }),
  })
  .meta({ id: 'SchedulePreview' });
