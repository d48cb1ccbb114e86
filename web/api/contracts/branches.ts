import type * as wire from '../../../api/schemas/officers.ts';
import { read, write } from '../contract.ts';

export const listBranches = read<{ answer: typeof wire.branchList }>('/v1/branches');

export const createBranch = write<{
  body: typeof wire.newBranch;
  answer: typeof wire.branch;
}>('POST', '/v1/branches');
