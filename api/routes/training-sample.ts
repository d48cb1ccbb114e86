/** The sample of a training house, restored: a job, because every process has to end first. */
import { findRunningMove, lockClock } from '../../db/queries/training.ts';
import { DomainError } from '../../domain/errors.ts';
import { requestJob } from '../commands/jobs.ts';
import { defineWrite, type Route } from '../route.ts';
import { job } from '../schemas/jobs.ts';
import { sampleRestoration } from '../schemas/exercises.ts';
import { presentJob } from './jobs.ts';

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: '/v1/training/sample-restorations',
    access: 'training-sample.restore',
    tag: 'training clock',
    summary:
      'Bring a training house back to its sample; all loans, cases and moves of the clock go',
    body: sampleRestoration,
    response: job,
    status: 202,
    refusals: ['not_found', 'clock_moving'],
    command: async (trx, context) => {
      if (context.clock.mode !== 'training') {
        throw new DomainError('not_found', { resource: 'training_sample' });
      }
      await lockClock(trx);
      const moving = await findRunningMove(trx);
      if (moving !== undefined) throw new DomainError('clock_moving', { moveId: moving.moveId });
      const asked = { kind: 'sample_restoration', subjectId: null, params: {} } as const;
      const made = await requestJob(trx, context, asked);
      return { status: 202, body: presentJob(made), location: `/v1/jobs/${made.jobId}` };
    },
  }),
];
