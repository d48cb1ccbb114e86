/** The approves that stand before a stage: what its guards and its distinct minimum look at. */
import type { Kysely } from 'kysely';
import { standingApprovals, type StandingApproval } from '../../domain/approval/next-stage.ts';
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
