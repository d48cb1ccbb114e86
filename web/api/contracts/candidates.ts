import type * as wire from '../../../api/schemas/candidates.ts';
import { read } from '../contract.ts';

export const listCandidates = read<{
  query: typeof wire.candidateQuery;
  answer: typeof wire.candidates;
}>('/v1/officers/candidates');
