/** Work that outlasts a request: how far it is, and at its end what came of it. */
import { z } from 'zod';
import { id, instant } from './common.ts';

const kind = z.enum(['policy_simulation', 'data_export', 'sample_restoration']);

export const jobParams = z.object({ jobId: id });

export const job = z
  .object({
    jobId: id,
    kind,
    subjectId: z
      .string()
      .nullable()
      .meta({ description: 'What it is about, such as the id of a policy version' }),
    params: z.record(z.string(), z.unknown()),
    status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    doneCount: z.number().int(),
    totalCount: z.number().int().nullable().meta({ description: 'Null until it is known' }),
    result: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'Null unless it is done' }),
    failure: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'Code and facts of what ended it; null unless it failed' }),
    requestedById: id,
    requestedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Job' });

export const jobQuery = z.strictObject({
  kind: kind.optional(),
});
export const jobList = z.object({ items: z.array(job) });
