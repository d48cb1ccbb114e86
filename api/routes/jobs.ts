/** Jobs: whoever asked for one watches it, stops it, and finds what came of it. */
import { listJobsOf, type Job } from '../../db/queries/jobs.ts';
import { cancelJob, readOwnJob } from '../commands/jobs.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/jobs.ts';

const tag = 'jobs';
const one = '/v1/jobs/:jobId';
const MOST_LISTED = 50;

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/jobs',
    access: 'signed_in',
    tag,
    summary: 'List the last jobs one has asked for, newest first',
    query: wire.jobQuery,
    response: wire.jobList,
    handler: async ({ db, actor, query }) => {
      const { kind } = query;
      const filter = { requestedById: actor.actorId, limit: MOST_LISTED };
      const found = await listJobsOf(db, kind === undefined ? filter : { ...filter, kind });
      return { body: { items: found.map(presentJob) } };
    },
  }),
  defineRead({
    path: one,
    access: 'signed_in',
    tag,
    summary: 'Say how far a job is, and what came of it',
    params: wire.jobParams,
    response: wire.job,
    refusals: ['not_found'],
    handler: async ({ db, actor, params }) => ({
      body: presentJob(await readOwnJob(db, actor, params.jobId)),
    }),
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/cancellations`,
    access: 'signed_in',
    tag,
    summary: 'Stop a job that is under way',
    params: wire.jobParams,
    response: wire.job,
    status: 201,
    refusals: ['not_found', 'job_ended'],
    command: async (trx, context) => {
      const job = await cancelJob(trx, context, context.params.jobId);
      return { status: 201, body: presentJob(job) };
    },
  }),
];

/** Where the runner stands is its own affair. */
export function presentJob({ state: _state, ...job }: Job) {
  return job;
}
