/**
 * The steps of `approveApplication`. Each is one short transaction on our own rows, at least once, and answers with
 * where the case stands, never with a failure of the business: a case that was decided in between has simply ended.
 */
import type { Kysely, Transaction } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { Application } from '../db/queries/applications.ts';
import { findApprovalOfRound, type Approval } from '../db/queries/approvals.ts';
import { lockCase, lockWithClock, type LockedCase } from '../db/queries/case-locks.ts';
import type { BusinessClock } from '../db/queries/clock.ts';
import { findStageStanding } from '../db/queries/stages.ts';
import type { DB } from '../db/tables.ts';
import type { StagePosition } from '../workflows/messages.ts';
import type { ApprovalActivities } from '../workflows/proxies.ts';
import { assess } from './approval/assess.ts';
import { lookAt, runDue } from './approval/application-steps.ts';
import { runDeadline } from './approval/deadlines.ts';
import { goOn, goOnWithCase, lookAgain } from './approval/next-stage.ts';
import { endedStage } from './approval/positions.ts';

export type ApprovalParts = { readonly db: Kysely<DB> };

export function createApprovalActivities({ db }: ApprovalParts): ApprovalActivities {
  const inTransaction = <T>(work: (trx: Transaction<DB>) => Promise<T>): Promise<T> =>
    loudly(() => db.transaction().execute(work));
  return {
    /** Scores the submission and picks its path; null when it was declined by rule or has ended before. */
    assessApplication: (applicationId, round, goesOn = false) =>
      inTransaction(async (trx) => {
        const assessed = await assessOnce(trx, applicationId, round);
        if (assessed === undefined) return { approvalId: null };
        const { approvalId } = assessed.approval;
        if (!goesOn) return { approvalId };
        return { approvalId, first: await goOnWithCase(trx, assessed) };
      }),

    /** Opens the next stage, or answers with the one that is open; `ended` when the approval has its outcome. */
    openNextStage: (approvalId) => inTransaction((trx) => goOn(trx, approvalId)),

    /** Where the stage stands now; `ended` once it is closed, whatever the verdict. */
    lookAtStage: (stageId, goesOn = false) => loudly(() => lookAtStage(db, stageId, goesOn)),

    /** Reminds, adds seats, tells the process admin, or lets a forgotten case expire. It never decides. */
    runStageDeadline: (stageId, due) => inTransaction((trx) => runDeadline(trx, stageId, due)),

    /** Where the case stands after its last stage; `ended` when booked or final. */
    lookAtApplication: (applicationId, round) =>
      inTransaction((trx) => lookAt(trx, applicationId, round)),

    /** Lets an offer, an approval or an acceptance expire that nobody used. */
    runApplicationDeadline: (applicationId, due) =>
      inTransaction((trx) => runDue(trx, applicationId, due)),
  };
}

async function assessOnce(
  trx: Transaction<DB>,
  applicationId: string,
  round: number | undefined,
): Promise<LockedCase | undefined> {
  const locked = await lockWithClock(trx, applicationId);
  if (locked === undefined) return undefined;
  const { application, clock } = locked;
  if (round !== undefined && round < application.round) return undefined;
  if (application.status === 'submitted') {
    const assessed = await assess(trx, application, clock);
    return inReview(assessed.application, assessed.approval, clock);
  }
  const approval = await findApprovalOfRound(trx, applicationId, application.round);
  return inReview(application, approval ?? null, clock);
}

function inReview(
  application: Application,
  approval: Approval | null,
  clock: BusinessClock,
): LockedCase | undefined {
  if (approval === null) return undefined;
  return { application, approval, submissionNumber: approval.facts.submissionNumber, clock };
}

/** Most looks find the stage closed: without going on, nothing is written, and one row is all that is read. */
async function lookAtStage(
  db: Kysely<DB>,
  stageId: string,
  goesOn: boolean,
): Promise<StagePosition> {
  const standing = await findStageStanding(db, stageId);
  if (standing === undefined) return endedStage;
  const { approvalId, status } = standing;
  if (status === 'open' || status === 'returned')
    return db.transaction().execute((trx) => lookAgain(trx, approvalId, stageId));
  if (!goesOn) return { ...endedStage, stageId };
  return db.transaction().execute(async (trx) => {
    const locked = await lockCase(trx, approvalId);
    return locked === undefined ? endedStage : goOnWithCase(trx, locked);
  });
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
