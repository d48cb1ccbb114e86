/** From one stage to the next: what is open stays, what was approved leads on, and after the last comes the offer. */
import type { Transaction } from 'kysely';
import { nextStageNumber, standingApprovals } from '../../domain/approval/next-stage.ts';
import type { Application } from '../../db/queries/applications.ts';
import type { Approval } from '../../db/queries/approvals.ts';
import { lockCase, type LockedCase } from '../../db/queries/case-locks.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { saveNextWake } from '../../db/queries/processes.ts';
import { findStage, listStagesOf, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { StagePosition } from '../../workflows/messages.ts';
import { lookAt } from './application-steps.ts';
import { assess } from './assess.ts';
import { tellDeclined } from './decline-notice.ts';
import { approveAndOffer } from './issue-offer.ts';
import { openStage } from './open-stage.ts';
import { followNews } from './stage-news.ts';
import { endedStage, openPosition, stagePosition } from './positions.ts';
import { tellReturned } from './return-notice.ts';

/** @returns the open stage, or `ended` when the approval has its outcome */
export async function goOn(trx: Transaction<DB>, approvalId: string): Promise<StagePosition> {
  const locked = await lockCase(trx, approvalId);
  return locked === undefined ? endedStage : goOnLocked(trx, locked);
}

/** The same under a lock that is held already; once the approval has ended it says where the case stands. */
export async function goOnWithCase(
  trx: Transaction<DB>,
  locked: LockedCase,
): Promise<StagePosition> {
  const stage = await goOnLocked(trx, locked);
  if (stage.stageId !== null) return stage;
  const { subjectId, round } = locked.approval;
  return { ...stage, after: await lookAt(trx, subjectId, round) };
}

async function goOnLocked(trx: Transaction<DB>, locked: LockedCase): Promise<StagePosition> {
  const { application, approval, clock } = locked;
  if (approval.status !== 'open') return finish(trx, application, approval, clock);
  // Resubmitted with other facts: the case is assessed anew and begins its path again.
  if (application.status === 'submitted') return runAgain(trx, locked);
  return openOrOffer(trx, locked);
}

/** Where an open or returned stage stands now; under the lock it may turn out to have closed meanwhile. */
export async function lookAgain(
  trx: Transaction<DB>,
  approvalId: string,
  stageId: string,
): Promise<StagePosition> {
  const locked = await lockCase(trx, approvalId);
  const stage = await findStage(trx, stageId);
  if (locked === undefined || stage === undefined) return endedStage;
  const { application, approval, clock } = locked;
  await tellIfReturned(trx, application, stage, clock);
  await followNews(trx, locked, stage);
  return stagePosition(trx, { ...stage, workflowId: approval.workflowId }, clock);
}

async function runAgain(trx: Transaction<DB>, locked: LockedCase): Promise<StagePosition> {
  const { application, approval } = await assess(trx, locked.application, locked.clock);
  if (approval === null) return endedStage;
  return openOrOffer(trx, { ...locked, application, approval });
}

async function openOrOffer(trx: Transaction<DB>, locked: LockedCase): Promise<StagePosition> {
  const { application, approval, submissionNumber, clock } = locked;
  const { approvalId, facts, path, workflowId } = approval;
  const stages = await listStagesOf(trx, approvalId);
  const running = stages.find(({ status }) => status === 'open' || status === 'returned');
  if (running !== undefined) {
    await tellIfReturned(trx, application, running, clock);
    await followNews(trx, locked, running);
    return stagePosition(trx, { ...running, workflowId }, clock);
  }
  const number = nextStageNumber(stages, facts.submissionNumber);
  if (number > path.length) {
    await approveAndOffer(trx, application, approval, clock);
    return endedStage;
  }
  const { stageId, next } = await openStage(
    trx,
    {
      application,
      approval,
      number,
      submissionNumber,
      earlierApproverIds: standingApprovals(stages, facts.submissionNumber)
        .filter(({ stageNumber }) => stageNumber < number)
        .map(({ officerId }) => officerId),
    },
    clock,
  );
  const position = openPosition(next, clock);
  await saveNextWake(trx, workflowId, position);
  return { ...position, stageId };
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
async function tellIfReturned(
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
