/**
 * The steps of `approveApplication`. Each is one short transaction on our own rows, at least once, and answers with
 * where the case stands, never with a failure of the business: a case that was decided in between has simply ended.
 */
import type { Kysely, Transaction } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import { findApproval, findApprovalOfRound } from '../db/queries/approvals.ts';
import { lockApplication } from '../db/queries/applications.ts';
import { readClock } from '../db/queries/clock.ts';
import { findStage } from '../db/queries/stages.ts';
import type { DB } from '../db/tables.ts';
import type { StagePosition } from '../workflows/messages.ts';
import type { ApprovalActivities } from '../workflows/proxies.ts';
import { assess } from './approval/assess.ts';
import { lookAt, runDue } from './approval/application-steps.ts';
import { runDeadline } from './approval/deadlines.ts';
import { goOn, tellIfReturned } from './approval/next-stage.ts';
import { endedStage, stagePosition } from './approval/positions.ts';

export type ApprovalParts = { readonly db: Kysely<DB> };

export function createApprovalActivities({ db }: ApprovalParts): ApprovalActivities {
  const inTransaction = <T>(work: (trx: Transaction<DB>) => Promise<T>): Promise<T> =>
    loudly(() => db.transaction().execute(work));
  return {
    /** Scores the submission and picks its path; null when it was declined by rule or has ended before. */
    assessApplication: (applicationId) => inTransaction((trx) => assessOnce(trx, applicationId)),

    /** Opens the next stage, or answers with the one that is open; `ended` when the approval has its outcome. */
    openNextStage: (approvalId) => inTransaction((trx) => goOn(trx, approvalId)),

    /** Where the stage stands now; `ended` once it is closed, whatever the verdict. */
    lookAtStage: (stageId) => inTransaction((trx) => lookAtStage(trx, stageId)),

    /** Reminds, adds seats, tells the process admin, or lets a forgotten case expire. It never decides. */
    runStageDeadline: (stageId, due) => inTransaction((trx) => runDeadline(trx, stageId, due)),

    /** Where the case stands after its last stage; `ended` when booked or final. */
    lookAtApplication: (applicationId) => inTransaction((trx) => lookAt(trx, applicationId)),

    /** Lets an offer, an approval or an acceptance expire that nobody used. */
    runApplicationDeadline: (applicationId, due) =>
      inTransaction((trx) => runDue(trx, applicationId, due)),
  };
}

async function assessOnce(
  trx: Transaction<DB>,
  applicationId: string,
): Promise<{ approvalId: string | null }> {
  const application = await lockApplication(trx, applicationId);
  if (application === undefined) return { approvalId: null };
  if (application.status === 'submitted') {
    const { approval } = await assess(trx, application, await readClock(trx));
    return { approvalId: approval?.approvalId ?? null };
  }
  const approval = await findApprovalOfRound(trx, applicationId, application.round);
  return { approvalId: approval?.approvalId ?? null };
}

async function lookAtStage(trx: Transaction<DB>, stageId: string): Promise<StagePosition> {
  const stage = await findStage(trx, stageId);
  const approval = stage && (await findApproval(trx, stage.approvalId));
  if (stage === undefined || approval === undefined) return endedStage;
  const clock = await readClock(trx);
  if (stage.status === 'returned') {
    const application = await lockApplication(trx, approval.applicationId);
    await tellIfReturned(trx, application!, stage, clock);
  }
  return stagePosition(trx, { ...stage, workflowId: approval.workflowId }, clock);
}

/** A refusal inside a step is a fault of ours or of a policy: it is retried until that is put right, and loses no case. */
async function loudly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) {
      throw new Error(`A step of an application met ${error.code}: ${error.message}`, {
        cause: error,
      });
    }
    throw error;
  }
}
