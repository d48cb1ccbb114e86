/** Who am I here, and which day is it? */
import { z } from 'zod';
import { roles } from '../../domain/roles.ts';
import { isoDate, id, instant } from '../schemas/common.ts';
import { defineRead, type Route } from '../route.ts';

const me = z
  .object({
    kind: z.enum(['officer', 'borrower']),
    id,
    displayName: z.string(),
    branchId: id,
    roles: z.array(z.enum(roles)),
    permissions: z.array(z.string()),
    businessDate: isoDate,
    businessTime: instant,
    timeZone: z.string(),
    mode: z.enum(['production', 'training']),
  })
  .meta({ id: 'Me' });

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/me',
    access: 'signed_in',
    tag: 'me',
    summary: 'Say who is signed in, with which rights, on which business date',
    response: me,
    handler: async ({ actor, clock }) => ({
      body: {
        kind: actor.kind,
        id: actor.actorId,
        displayName: actor.displayName,
        branchId: actor.branchId,
        roles: [...actor.roles],
        permissions: [...actor.permissions].sort(),
        businessDate: clock.businessDate,
        businessTime: clock.now,
        timeZone: clock.timeZone,
        mode: clock.mode,
      },
    }),
  }),
];
