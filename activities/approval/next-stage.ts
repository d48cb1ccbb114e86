/** From one stage to the next: what is open stays, what was approved leads on, and after the last comes the offer. */
import type { Transaction } from 'kysely';
import { nextStageNumber, standingApprovals } from '../../domain/approval/next-stage.ts';
import {
  findLatestSubmission,
  lockApplication,
  type Application,
} from '../../db/queries/applications.ts';
import { findApproval, type Approval } from '../../db/queries/approvals.ts';
import { readClock, type BusinessClock } from '../../db/queries/clock.ts';
import { listStagesOf, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { StagePosition } from '../../workflows/messages.ts';
import { assess } from './assess.ts';
import { tellDeclined } from './decline-notice.ts';
import { approveAndOffer } from './issue-offer.ts';
import { openStage } from './open-stage.ts';
import { endedStage, stagePosition } from './positions.ts';
import { tellReturned } from './return-notice.ts';

/** @returns the open stage, or `ended` when the approval has its outcome */
export async function goOn(trx: Transaction<DB>, approvalId: string): Promise<StagePosition> {
  const known = await findApproval(trx, approvalId);
  if (known === undefined) return endedStage;
  const application = await lockApplication(trx, known.applicationId);
  const clock = await readClock(trx);
  // Read again under the lock: a vote may have ended the case while this waited for it.
  const approval = await findApproval(trx, approvalId);
  if (approval!.status !== 'open') return finish(trx, application!, approval!, clock);
  // Resubmitted with other facts: the case is assessed anew and begins its path again.
  if (application!.status === 'submitted') return runAgain(trx, application!, clock);
  return openOrOffer(trx, application!, approval!, clock);
}

async function runAgain(
  trx: Transaction<DB>,
  application: Application,
  clock: BusinessClock,
): Promise<StagePosition> {
  const assessed = await assess(trx, application, clock);
  if (assessed.approval === null) return endedStage;
  return openOrOffer(trx, assessed.application, assessed.approval, clock);
}

async function openOrOffer(
  trx: Transaction<DB>,
  application: Application,
  approval: Approval,
  clock: BusinessClock,
): Promise<StagePosition> {
  const { approvalId, facts, path, workflowId } = approval;
  const stages = await listStagesOf(trx, approvalId);
  const running = stages.find(({ status }) => status === 'open' || status === 'returned');
  if (running !== undefined) {
    await tellIfReturned(trx, application, running, clock);
    return stagePosition(trx, { ...running, workflowId }, clock);
  }
  const number = nextStageNumber(stages, facts.submissionNumber);
  if (number > path.length) {
    await approveAndOffer(trx, application, approval, clock);
    return endedStage;
  }
  const submission = await findLatestSubmission(trx, application.applicationId);
  const stageId = await openStage(
    trx,
    {
      application,
      approval,
      number,
      submissionNumber: submission!.number,
      earlierApproverIds: standingApprovals(stages, facts.submissionNumber)
        .filter(({ stageNumber }) => stageNumber < number)
        .map(({ officerId }) => officerId),
    },
    clock,
  );
  return stagePosition(trx, { stageId, status: 'open', workflowId }, clock);
}

/** The applicant hears of a decline here, because a command cannot wait for words. */
async function finish(
  trx: Transaction<DB>,
  application: Application,
  approval: Approval,
  clock: BusinessClock,
): Promise<StagePosition> {
  if (approval.status === 'declined' && application.round === approval.round) {
    const stages = await listStagesOf(trx, approval.approvalId);
    await tellDeclined(trx, application, reasonsOf(stages), clock);
  }
  return endedStage;
}

/** The applicant is told what is missing. */
export async function tellIfReturned(
  trx: Transaction<DB>,
  application: Application,
  stage: Stage,
  clock: BusinessClock,
): Promise<void> {
  if (stage.status !== 'returned') return;
  const vote = stage.votes.find(({ answer }) => answer === 'return');
  await tellReturned(trx, application, stage.stageId, vote?.reasonCode ?? 'other_reason', clock);
}

function reasonsOf(stages: readonly Stage[]): readonly string[] {
  const declines = stages
    .filter(({ verdict }) => verdict === 'decline')
    .flatMap(({ votes }) => votes.filter(({ answer }) => answer === 'decline'));
  return declines.flatMap(({ reasonCode }) => (reasonCode === null ? [] : [reasonCode]));
}
