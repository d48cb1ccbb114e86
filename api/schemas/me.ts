/** Who is signed in, as JSON. */
import { z } from 'zod';
import { roles } from '../../domain/roles.ts';
import { id, instant, isoDate, language, wireMoney } from './common.ts';

export const me = z
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

export const ownLanguage = z.strictObject({ language });
export const chosenLanguage = z.object({ language });
