/**
 * An application from being handed in to the booked loan or a final state. The review (assessment, then stage after
 * stage) is one step of it; offer, acceptance, conditions and release are deadlines of the application's own row.
 */
import { continueAsNew } from '@temporalio/workflow';
import { installClock, type Clock } from './clock.ts';
import { installInbox, type Inbox } from './inbox.ts';
import {
  applicationChangedSignal,
  reviewStepKind,
  stageClosedSignal,
  type ApplicationStart,
  type Position,
} from './messages.ts';
import { liftStart, runProcess } from './process.ts';
import { approvals } from './proxies.ts';
import { decideStages, type StageSteps } from './stages.ts';

/**
 * A step that is asked to go on does what would follow it, and says so in its result: one step where there were three.
 * A run begun before steps went on has results that say nothing of it, so it is replayed step by step as it was.
 */
const goingOn: StageSteps = {
  openNextStage: (approvalId) => approvals.openNextStage(approvalId),
  lookAtStage: (stageId) => approvals.lookAtStage(stageId, true),
  runStageDeadline: (stageId, due) => approvals.runStageDeadline(stageId, due),
};

export async function approveApplication(given: ApplicationStart): Promise<void> {
  const start = liftStart(given);
  const clock = installClock(start);
  const signals = [stageClosedSignal, applicationChangedSignal];
  const inbox = installInbox(clock, start.pending ?? false, signals);
  const review = () => reviewApplication(start, clock, inbox);
  await runProcess(start.applicationId, start.position ?? (await review()), {
    steps: {
      look: (applicationId) => approvals.lookAtApplication(applicationId, start.round),
      runDue: (applicationId, due) =>
        due.kind === reviewStepKind
          ? review()
          : approvals.runApplicationDeadline(applicationId, due),
    },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew<typeof approveApplication>({ ...start, ...carried }),
  });
}

async function reviewApplication(
  { applicationId, round }: ApplicationStart,
  clock: Clock,
  inbox: Inbox,
): Promise<Position> {
  const { approvalId, first } = await approvals.assessApplication(applicationId, round, true);
  const opened = first === undefined ? {} : { first };
  const parts = { steps: goingOn, clock, inbox, ...opened };
  const after = approvalId === null ? undefined : await decideStages(approvalId, parts);
  return after ?? (await approvals.lookAtApplication(applicationId, round));
}
