/**
 * Anything else that several people approve: the same stages, one after the other, until the request has its outcome;
 * then, approved, the date from which it holds.
 */
import { continueAsNew, patched } from '@temporalio/workflow';
import { installClock } from './clock.ts';
import { installInbox } from './inbox.ts';
import { requestChangedSignal, type ApprovalStart } from './messages.ts';
import { liftStart, runProcess } from './process.ts';
import { requests } from './proxies.ts';
import { decideStages } from './stages.ts';

export async function approveRequest(given: ApprovalStart): Promise<void> {
  const start = liftStart(given);
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [requestChangedSignal]);
  const { approvalId, position } = start;
  if (position === undefined) {
    const steps = {
      openNextStage: requests.openNextRequestStage,
      lookAtStage: requests.lookAtRequestStage,
      runStageDeadline: requests.runRequestDeadline,
    };
    await decideStages(approvalId, { steps, clock, inbox });
  }
  // An approval begun before requests had dates took effect with its last stage.
  if (!patched('request-effective-date')) return clock.finishHandlers(false);
  await runProcess(approvalId, position, {
    steps: { look: requests.lookAtRequest, runDue: requests.runRequestEffect },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew<typeof approveRequest>({ ...start, ...carried }),
  });
}
