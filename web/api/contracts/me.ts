import type * as wire from '../../../api/schemas/me.ts';
import { read, write } from '../contract.ts';

export const readMe = read<{ answer: typeof wire.me }>('/v1/me');

export const changeLanguage = write<{
  body: typeof wire.ownLanguage;
  answer: typeof wire.chosenLanguage;
}>('PUT', '/v1/me/language');

export const changePreferences = write<{
  body: typeof wire.preferences;
  answer: typeof wire.preferences;
}>('PATCH', '/v1/me/preferences');

export const listSessions = read<{ answer: typeof wire.ownSessions }>('/v1/me/sessions');

export const endSession = write<{
  params: typeof wire.sessionParams;
  answer: typeof wire.endedSession;
}>('DELETE', '/v1/me/sessions/:sessionId');
