/** For the supervisor of the process: is it alive, and can it answer? */
import { z } from 'zod';
import { askDatabase } from '../../db/queries/health.ts';
import { defineOpen, type Route } from '../route.ts';

const health = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Health' });

export const routes: readonly Route[] = [
  defineOpen({
    path: '/v1/health',
    tag: 'health',
    summary: 'Say that the process is alive',
    response: health,
    handler: async () => ({ body: { status: 'ok' as const } }),
  }),
  defineOpen({
    path: '/v1/health/ready',
    tag: 'health',
    summary: 'Say whether the database answers',
    response: health,
    handler: async ({ db, services: { log } }) => {
      try {
        await askDatabase(db);
        return { body: { status: 'ok' as const } };
      } catch (error) {
        log.warn({ err: error }, 'the database does not answer');
        return { status: 503, body: { status: 'unavailable' as const } };
      }
    },
  }),
];
