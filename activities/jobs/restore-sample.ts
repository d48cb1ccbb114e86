/**
 * Brings a training house back to its sample: first every process ends in the engine, some of them a slice, then the
 * rows go in one transaction. People, their sign-ins and what trainees have passed stay.
 */
import { WorkflowNotFoundError } from '@temporalio/client';
import { insertAudit } from '../../db/queries/audit.ts';
import { readClock } from '../../db/queries/clock.ts';
import {
  countOpenProcesses,
  listOpenWorkflowIds,
  restoreSample as restoreRows,
} from '../../db/queries/training-sample.ts';
import { jobWorkflowId } from '../../workflows/messages.ts';
import { forEachConcurrently } from '../concurrency.ts';
import type { Engine } from '../engine.ts';
import type { JobRunner } from './runners.ts';

const WORKFLOWS_PER_SLICE = 40;
const CONCURRENT_CALLS = 8;

type State = { readonly afterId: string };

export const restoreSample: JobRunner = async (trx, job, { engine }) => {
  const own = jobWorkflowId(job.jobId);
  const total = job.totalCount ?? (await countOpenProcesses(trx, own)) + 1;
  const { afterId } = (job.state as State | null) ?? { afterId: '' };
  const page = { exceptId: own, afterId, limit: WORKFLOWS_PER_SLICE };
  const workflowIds = await listOpenWorkflowIds(trx, page);
  await forEachConcurrently(workflowIds, CONCURRENT_CALLS, (id) => endWorkflow(engine, id));
  const last = workflowIds.at(-1);
  if (last !== undefined) {
    const doneCount = job.doneCount + workflowIds.length;
    // Processes that began since the count are part of the work.
    const totalCount = Math.max(total, doneCount + 1);
    return { done: false, progress: { state: { afterId: last }, doneCount, totalCount } };
  }
  await restoreRows(trx, job.jobId);
  const { businessDate } = await readClock(trx);
  await insertAudit(trx, {
    actorId: job.requestedById,
    action: 'training_sample.restored',
    subjectType: 'job',
    subjectId: job.jobId,
    after: { endedProcessCount: job.doneCount },
    businessDate,
  });
  const progress = { state: null, doneCount: total, totalCount: total };
  return { done: true, progress, result: { businessDate } };
};

/** One that has ended meanwhile, or was never started, needs no end. */
async function endWorkflow({ client }: Engine, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).terminate('the sample is restored');
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
