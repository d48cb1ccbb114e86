import type * as wire from '../../../api/schemas/approver-groups.ts';
import { read } from '../contract.ts';

export const listGroups = read<{ answer: typeof wire.groups }>('/v1/approver-groups');
