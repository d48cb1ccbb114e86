import type * as wire from '../../../api/schemas/task.ts';
import { read } from '../contract.ts';

export const listOwnDelegations = read<{ answer: typeof wire.delegations }>('/v1/delegations');
