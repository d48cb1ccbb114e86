/** Anything else that several people approve: the same stages, one after the other, until the request has its outcome. */
import { installClock } from './clock.ts';
import { installInbox } from './inbox.ts';
import { requestChangedSignal, type ApprovalStart } from './messages.ts';
import { liftStart } from './process.ts';
import { requests } from './proxies.ts';
import { decideStages } from './stages.ts';

export async function approveRequest(given: ApprovalStart): Promise<void> {
  const start = liftStart(given);
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [requestChangedSignal]);
  const steps = {
    openNextStage: requests.openNextRequestStage,
    lookAtStage: requests.lookAtRequestStage,
    runStageDeadline: requests.runRequestDeadline,
  };
  await decideStages(start.approvalId, { steps, clock, inbox });
  await clock.finishHandlers(false);
}
