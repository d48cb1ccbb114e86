import type * as wire from '../../../api/schemas/me.ts';
import { read, write } from '../contract.ts';

export const readMe = read<{ answer: typeof wire.me }>('/v1/me');

export const changeLanguage = write<{
  body: typeof wire.ownLanguage;
  answer: typeof wire.chosenLanguage;
}>('PUT', '/v1/me/language');
