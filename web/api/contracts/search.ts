import type * as wire from '../../../api/schemas/search.ts';
import { read } from '../contract.ts';

export const searchRecords = read<{
  query: typeof wire.searchQuery;
  answer: typeof wire.foundRecords;
}>('/v1/search');
