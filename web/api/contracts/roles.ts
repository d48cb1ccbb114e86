import type * as wire from '../../../api/schemas/roles.ts';
import { read } from '../contract.ts';

export const listRoles = read<{ answer: typeof wire.roleTable }>('/v1/roles');
