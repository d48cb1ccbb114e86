/** The table of permissions on the wire. */
import { z } from 'zod';
import { officerRole } from './officers.ts';

export const roleTable = z.object({
  permissions: z.array(z.string()).meta({ description: 'Every right of staff, by name' }),
  roles: z.array(
    z.object({
      role: officerRole,
      permissions: z.array(z.string()),
      holderCount: z.number().int(),
      holderNames: z.array(z.string()).meta({ description: 'The first five by name' }),
    }),
  ),
});
