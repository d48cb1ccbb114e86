/** What waits for a second person, on the wire. */
import { z } from 'zod';
import { id, isoDate, ppm } from './common.ts';

export const reviewKind = z.enum(['request', 'calendar_change', 'reference_rate', 'disbursement']);

export const reviews = z.object({
  items: z.array(
    z.object({
      kind: reviewKind,
      id,
      about: z.string().meta({ description: 'What it is, such as the subject of a request' }),
      name: z.string(),
      enteredByName: z.string(),
      ratePpm: ppm.nullable().meta({ description: 'Of a published rate' }),
      source: z.string().nullable(),
      sinceDate: isoDate.nullable().meta({ description: 'By business date; null if not kept' }),
    }),
  ),
  total: z.number().int(),
});
