/** Published reference rates as JSON, and how a floating rate follows one. */
import { z } from 'zod';
import { rateReferences } from '../../domain/schedule/terms.ts';
import { actions, id, instant, isoDate, pageOf, paging, ppm, text } from './common.ts';
import { floatingRate } from './product.ts';

export const floatingTerms = z
  .object({
    ...floatingRate.shape,
    /** The value of the reference that the contract started from, and since when it was in force. */
    referencePpm: ppm,
    referenceDate: isoDate.nullable(),
  })
  .meta({ id: 'FloatingRate' });

const status = z.enum(['entered', 'confirmed', 'rejected']);

export const referenceRateQuery = z.strictObject({
  ...paging,
  reference: z.enum(rateReferences).optional(),
  status: status.optional(),
});

export const referenceRateParams = z.strictObject({ referenceRateId: id });

export const newReferenceRate = z.strictObject({
  reference: z.enum(rateReferences),
  /** The day of publication; another entry for the same day corrects it. */
  effectiveDate: isoDate,
  ratePpm: z.number().int().min(1).max(999_999),
  source: text(400),
});

export const referenceRate = z
  .object({
    referenceRateId: id,
    reference: z.enum(rateReferences),
    effectiveDate: isoDate,
    number: z.number().int().meta({
      description: 'Counts the entries for one date; the highest confirmed one holds',
    }),
    ratePpm: ppm,
    source: z.string(),
    status,
    enteredBy: id.nullable(),
    enteredDate: isoDate,
    settledBy: id.nullable(),
    settledDate: isoDate.nullable(),
    createdAt: instant,
    actions,
  })
  .meta({ id: 'ReferenceRate' });

export const referenceRates = pageOf(referenceRate);
