/** The preview of a loan's change as JSON: its quote, and the stages that would decide it. */
import { z } from 'zod';
import { isoDate, wireMoney } from './common.ts';
import { changeQuote } from './loan-changes.ts';

export const changePreview = changeQuote
  .extend({
    effectiveDate: isoDate,
    quotedSeq: z
      .number()
      .int()
      .meta({ description: 'The last event of the loan that the quote knows' }),
    stake: wireMoney.meta({ description: 'What is at stake: the matrix chooses by it' }),
    tier: z.string(),
    stages: z.array(z.object({ key: z.string(), mode: z.string() })),
  })
  .meta({ id: 'ChangePreview' });
