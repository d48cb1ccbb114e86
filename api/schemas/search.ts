/** The search over all kinds of records, on the wire. */
import { z } from 'zod';
import { id } from './common.ts';

export const searchQuery = z.strictObject({
  q: z.string().trim().min(2).max(60).meta({
    description: 'A number, a part of a name, or the last four signs of phone or identity',
  }),
});

export const foundRecords = z.object({
  items: z.array(
    z
      .object({
        kind: z.enum(['application', 'customer', 'loan']),
        id,
        number: z.string(),
        customerName: z.string().meta({ description: 'Masked as everywhere' }),
      })
      .meta({ id: 'FoundRecord' }),
  ),
});
