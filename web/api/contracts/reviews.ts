import type * as rates from '../../../api/schemas/reference-rates.ts';
import type * as wire from '../../../api/schemas/reviews.ts';
import { read, write } from '../contract.ts';

export const listReviews = read<{ answer: typeof wire.reviews }>('/v1/reviews');

export const confirmRate = write<{
  params: typeof rates.referenceRateParams;
  answer: typeof rates.referenceRate;
}>('POST', '/v1/reference-rates/:referenceRateId/confirmations');
