/** Who am I here, which day is it, and what did I choose? */
import type { z } from 'zod';
import {
  listOwnSessions,
  mergePreferences,
  readPreferences,
} from '../../db/queries/own-sessions.ts';
import { toWireMoney } from '../../domain/money.ts';
import { changeOwnLanguage } from '../commands/officers.ts';
import { endOwnSession } from '../commands/own-settings.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/me.ts';

const access = 'signed_in';
const tag = 'me';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/me',
    access,
    tag,
    summary: 'Say who is signed in, with which rights, on which business date',
    response: wire.me,
    handler: async ({ db, actor, clock, session }) => ({
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
        hasSecondFactor: session?.hasSecondFactor ?? false,
        mustEnrol: session?.mustEnrol ?? false,
        idleLockMinutes: session?.idleLockMinutes ?? 0,
        preferences: asPreferences(await readPreferences(db, actor.userId)),
      },
    }),
  }),
  defineWrite({
    method: 'PUT',
    path: '/v1/me/language',
    access,
    tag,
    summary: 'Choose the language of pages and notices',
    body: wire.ownLanguage,
    response: wire.chosenLanguage,
    command: async (trx, context) => {
      const { body } = context;
      await changeOwnLanguage(trx, context, body.language);
      return { body: { language: body.language } };
    },
  }),
  defineWrite({
    method: 'PATCH',
    path: '/v1/me/preferences',
    access,
    tag,
    summary: 'Choose how the pages look and behave; what is not named stays',
    body: wire.preferences,
    response: wire.preferences,
    command: async (trx, { actor, body }) => ({
      body: asPreferences(await mergePreferences(trx, actor.userId, body)),
    }),
  }),
  defineRead({
    path: '/v1/me/sessions',
    access,
    tag,
    summary: 'List the own sessions, this one marked',
    response: wire.ownSessions,
    handler: async ({ db, actor, session }) => {
      const rows = await listOwnSessions(db, actor.userId);
      const isThis = (sessionId: string) => sessionId === session?.sessionId;
      return { body: { items: rows.map((row) => ({ ...row, isThis: isThis(row.sessionId) })) } };
    },
  }),
  defineWrite({
    method: 'DELETE',
    path: '/v1/me/sessions/:sessionId',
    access,
    tag,
    summary: 'End one of the own sessions',
    params: wire.sessionParams,
    response: wire.endedSession,
    refusals: ['not_found'],
    command: async (trx, context) => {
      const { sessionId } = context.params;
      await endOwnSession(trx, context, sessionId);
      return { body: { sessionId } };
    },
  }),
];

/** A choice that a later version no longer knows is left out rather than shown as it is. */
function asPreferences(content: unknown): z.output<typeof wire.preferences> {
  const parsed = wire.preferences.safeParse(content);
  return parsed.success ? parsed.data : {};
}
