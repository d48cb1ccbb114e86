import type * as wire from '../../../api/schemas/task.ts';
import { read, write } from '../contract.ts';

export const listOwnDelegations = read<{ answer: typeof wire.delegations }>('/v1/delegations');

export const listAllDelegations = read<{
  query: typeof wire.delegationQuery;
  answer: typeof wire.delegationPage;
}>('/v1/delegations/all');

export const revokeDelegation = write<{
  params: typeof wire.delegationParams;
  body: typeof wire.delegationRevocation;
  answer: typeof wire.delegationRef;
}>('POST', '/v1/delegations/:delegationId/revocations');
