/** Who is signed in, and what they chose, as JSON. */
import { z } from 'zod';
import { roles } from '../../domain/roles.ts';
import { id, instant, isoDate, language, text, wireMoney } from './common.ts';

/** Everything may be left out: the page then does as it does for everybody. */
export const preferences = z
  .strictObject({
    scheme: z.enum(['auto', 'light', 'dark']).exactOptional(),
    density: z.enum(['compact', 'comfortable']).exactOptional(),
    keys: z.boolean().exactOptional().meta({ description: 'Keyboard shortcuts' }),
    opensNext: z
      .boolean()
      .exactOptional()
      .meta({ description: 'After a vote the next task opens by itself' }),
    toursSeen: z.array(text(60)).max(100).exactOptional(),
    tour: z
      .strictObject({ name: text(60), step: z.number().int().min(0).max(50) })
      .exactOptional()
      .meta({ description: 'Where a tour was left' }),
    columns: z
      .record(
        text(60),
        z.strictObject({
          order: z.array(text(60)).max(60),
          hidden: z.array(text(60)).max(60),
        }),
      )
      .exactOptional()
      .meta({ description: 'Which columns each list shows, and in which order, by its name' }),
  })
  .meta({ id: 'Preferences' });

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
    hasSecondFactor: z.boolean(),
    mustEnrol: z.boolean().meta({
      description:
        'The house asks for a second factor first; nothing but /v1/me answers until then',
    }),
    idleLockMinutes: z.number().int(),
    preferences,
  })
  .meta({ id: 'Me' });

export const ownLanguage = z.strictObject({ language });
export const chosenLanguage = z.object({ language });

export const sessionParams = z.strictObject({ sessionId: z.string().min(1).max(64) });

export const ownSessions = z.object({
  items: z.array(
    z
      .object({
        sessionId: z.string(),
        openedAt: instant,
        lastUsedAt: instant,
        address: z.string().nullable(),
        device: z.string().nullable(),
        isThis: z.boolean(),
      })
      .meta({ id: 'OwnSession' }),
  ),
});

export const endedSession = z.object({ sessionId: z.string() });
