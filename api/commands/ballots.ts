/** Everything the guards of a vote look at, on the rows as they are now: to take the vote, or to say why it would be refused. */
import type { Kysely } from 'kysely';
import type { Ballot } from '../../domain/approval/ballot.ts';
import { standingApprovals, type StandingApproval } from '../../domain/approval/next-stage.ts';
import { DomainError } from '../../domain/errors.ts';
import { fromWireMoney, type WireMoney } from '../../domain/money.ts';
import { makersOf } from '../../db/queries/applications.ts';
import { findVoter } from '../../db/queries/approvers.ts';
import type { LockedStage } from '../../db/queries/case-locks.ts';
import { listStagesOf } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';

/** A stage with its case; locked when a vote is to be taken. */
export type StageOfCase = Pick<LockedStage, 'application' | 'approval' | 'stage'>;

export async function listEarlierApprovals(
  db: Kysely<DB>,
  { approval, stage }: StageOfCase,
): Promise<readonly StandingApproval[]> {
  if (stage.number === 1) return [];
  const stages = await listStagesOf(db, approval.approvalId);
  return standingApprovals(stages, approval.facts.submissionNumber).filter(
    ({ stageNumber }) => stageNumber < stage.number,
  );
}

export async function readBallot(
  db: Kysely<DB>,
  officerId: string,
  { application, approval, stage }: StageOfCase,
  earlierApprovals: readonly StandingApproval[],
  vote: Ballot['vote'],
): Promise<Ballot> {
  const voter = await findVoter(db, officerId, application.customerId);
  if (voter === undefined) throw new DomainError('no_seat', { stageId: stage.stageId });
  return {
    stage,
    officer: voter,
    subject: {
      amount: fromWireMoney(approval.facts['amount'] as unknown as WireMoney),
      makerIds: makersOf(application),
      relatedIds: voter.isRelated ? [officerId] : [],
      isLastStage: stage.number === approval.path.length,
      earlierApprovals,
    },
    vote,
  };
}
