/** Who am I here, and which day is it? */
import { z } from 'zod';
import { toWireMoney } from '../../domain/money.ts';
import { roles } from '../../domain/roles.ts';
import { id, instant, isoDate, language, wireMoney } from '../schemas/common.ts';
import { changeOwnLanguage } from '../commands/officers.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';

const me = z
  .object({
    kind: z.enum(['officer', 'borrower']),
    id,
    displayName: z.string(),
    branchId: id,
    language,
    limit: wireMoney
      .nullable()
      .meta({ description: 'The largest amount this person decides alone' }),
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
        language: actor.language,
        limit: actor.kind === 'officer' && actor.limit !== null ? toWireMoney(actor.limit) : null,
        roles: [...actor.roles],
        permissions: [...actor.permissions].sort(),
        businessDate: clock.businessDate,
        businessTime: clock.now,
        timeZone: clock.timeZone,
        mode: clock.mode,
      },
    }),
  }),
  defineWrite({
    method: 'PUT',
    path: '/v1/me/language',
    access: 'signed_in',
    tag: 'me',
    summary: 'Choose the language of pages and notices',
    body: z.strictObject({ language }),
    response: z.object({ language }),
    command: async (trx, context) => {
      const { body } = context;
      await changeOwnLanguage(trx, context, body.language);
      return { body: { language: body.language } };
    },
  }),
];
