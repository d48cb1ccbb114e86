/** A scorecard as JSON: bins, points, grades. */
import { z } from 'zod';
import { riskGrades } from '../../domain/approval/matrix.ts';
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
        maxShareOfCeilingPpm: z.number().int().min(0).max(1_000_000),
      }),
    )
    .min(1),
}) satisfies z.ZodType<ScorecardContent>;
