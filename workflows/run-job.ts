/** One job, turn by turn; how far it is stands in its row, so it may stop and go on anywhere. */
import { continueAsNew } from '@temporalio/workflow';
import type { JobStart } from './messages.ts';
import { jobs } from './proxies.ts';

const TURNS_PER_RUN = 200;

export async function runJob(start: JobStart): Promise<void> {
  const turnsPerRun = start.turnsPerRun ?? TURNS_PER_RUN;
  for (let turn = 0; turn < turnsPerRun; turn += 1) {
    const { done } = await jobs.runJobTurn(start.jobId);
    if (done) return;
  }
  await continueAsNew<typeof runJob>(start);
}
