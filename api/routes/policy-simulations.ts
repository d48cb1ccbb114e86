/** What-if: a draft matrix on the cases of the past, as a job that others may read as well. */
import type { z } from 'zod';
import { listJobsAbout } from '../../db/queries/jobs.ts';
import { requestSimulation } from '../commands/policy-simulations.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { job } from '../schemas/jobs.ts';
import * as wire from '../schemas/policy-simulations.ts';
import { versionParams } from '../schemas/policy-versions.ts';
import { presentJob } from './jobs.ts';

const tag = 'policy-versions';
const path = '/v1/policy-versions/:policyVersionId/simulations';
const shownCount = 10;

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path,
    access: 'policy-version.author',
    tag,
    summary: 'Simulate a matrix on the last cases; its job says how far it is',
    params: versionParams,
    body: wire.simulationInput,
    response: job,
    status: 202,
    refusals: ['not_found'],
    command: async (trx, context) => {
      const { policyVersionId } = context.params;
      const made = await requestSimulation(trx, context, { policyVersionId, ...context.body });
      return { status: 202, location: `/v1/jobs/${made.jobId}`, body: presentJob(made) };
    },
  }),
  defineRead({
    path,
    access: 'policy-version.read',
    tag,
    summary: 'List the last simulations of a version with their results, newest first',
    params: versionParams,
    response: wire.simulations,
    handler: async ({ db, params }) => {
      const about = { kind: 'policy_simulation', subjectId: params.policyVersionId } as const;
      const found = await listJobsAbout(db, { ...about, limit: shownCount });
      const items = found.map((one) => ({ ...presentJob(one), result: resultOf(one.result) }));
      return { body: { items } };
    },
  }),
];

/** Written by the runner, whose summary it is. */
function resultOf(result: unknown): z.output<typeof wire.simulationResult> | null {
  return result as z.output<typeof wire.simulationResult> | null;
}
