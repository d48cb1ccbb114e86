/** The approves that stand before a stage: what its guards and its distinct minimum look at. */
import type { Kysely } from 'kysely';
import { standingApprovals, type StandingApproval } from '../../domain/approval/next-stage.ts';
import type { StageOfMatter } from '../../db/queries/matters.ts';
import { listStagesOf } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';

export async function listEarlierApprovals(
  db: Kysely<DB>,
  { approval, stage }: Pick<StageOfMatter, 'approval' | 'stage'>,
): Promise<readonly StandingApproval[]> {
  if (stage.number === 1) return [];
  const stages = await listStagesOf(db, approval.approvalId);
  return standingApprovals(stages, approval.facts.submissionNumber).filter(
    ({ stageNumber }) => stageNumber < stage.number,
  );
}
