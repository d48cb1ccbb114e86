/** Who am I here, and which day is it? */
import { toWireMoney } from '../../domain/money.ts';
import { changeOwnLanguage } from '../commands/officers.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/me.ts';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/me',
    access: 'signed_in',
    tag: 'me',
    summary: 'Say who is signed in, with which rights, on which business date',
    response: wire.me,
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
    body: wire.ownLanguage,
    response: wire.chosenLanguage,
    command: async (trx, context) => {
      const { body } = context;
      await changeOwnLanguage(trx, context, body.language);
      return { body: { language: body.language } };
    },
  }),
];
