import type * as wire from '../../../api/schemas/loans.ts';
import { read } from '../contract.ts';

export const listLoans = read<{ query: typeof wire.loanQuery; answer: typeof wire.loans }>(
  '/v1/loans',
);
