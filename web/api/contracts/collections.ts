import type * as wire from '../../../api/schemas/collection-cases.ts';
import { read } from '../contract.ts';

export const listCases = read<{ query: typeof wire.caseQuery; answer: typeof wire.cases }>(
  '/v1/collection-cases',
);
