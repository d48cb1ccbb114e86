/** A scorecard as JSON: bins, points, grades. */
import { z } from 'zod';
import { riskGrades } from '../../domain/approval/matrix.ts';
import { ruleFactNames } from '../../domain/origination/rules.ts';
import { scoreAttributes, type ScorecardContent } from '../../domain/origination/scorecard.ts';
import { currency, isoDate, text } from './common.ts';

const points = {
  pointsHundredths: z.number().int().min(-1_000_000).max(1_000_000),
  reason: text(60),
} as const;

const bin = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('range'),
    from: z.number().nullable(),
    to: z.number().nullable(),
    ...points,
  }),
  z.strictObject({ kind: z.literal('values'), values: z.array(text(60)).min(1), ...points }),
  z.strictObject({ kind: z.literal('missing'), ...points }),
]);

const ruleFact = z.enum(ruleFactNames);

const rule = z.strictObject({
  code: text(60),
  fact: ruleFact,
  test: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('at_least'), value: z.number() }),
    z.strictObject({ kind: z.literal('at_most'), value: z.number() }),
    z.strictObject({ kind: z.literal('is'), value: z.boolean() }),
  ]),
  whenFailed: z.enum(['decline', 'refer']),
  customerTypes: z.array(z.enum(['person', 'company'])).min(1),
  when: z
    .strictObject({ fact: ruleFact, in: z.array(z.union([z.string(), z.boolean()])).min(1) })
    .nullable(),
  weight: z.number(),
});

export const scorecardContent = z.strictObject({
  name: text(60),
  source: text(1_000),
  trainedDate: isoDate,
  customerTypes: z.array(z.enum(['person', 'company'])).min(1),
  currency,
  base: z.number(),
  odds: z.number().positive(),
  pdo: z.number().positive(),
  basePointsHundredths: z.number().int(),
  minKnownCount: z.number().int().min(0).max(scoreAttributes.length),
  attributes: z
    .array(z.strictObject({ name: z.enum(scoreAttributes), bins: z.array(bin).min(1).max(100) }))
    .min(1),
  grades: z
    .array(
      z.strictObject({
        grade: z.enum(riskGrades),
        from: z.number().int().nullable(),
        limitPpm: z.number().int().min(0).max(1_000_000),
      }),
    )
    .min(1),
  rules: z.array(rule).max(200),
  incomeHaircutPpm: z.number().int().min(0).max(1_000_000),
}) satisfies z.ZodType<ScorecardContent>;
