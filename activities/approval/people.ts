/** The people of a case on fresh rows: who may be seated, and who never decides it. */
import type { Transaction } from 'kysely';
import type { SeatPlan } from '../../domain/approval/approvers.ts';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import { staffEscalation, staffStage, type Staffing } from '../../domain/approval/staffing.ts';
import { makersOf, type Application } from '../../db/queries/applications.ts';
import { listRelatedOfficerIds, readApproverContext } from '../../db/queries/approvers.ts';
import type { DB } from '../../db/tables.ts';

/** Its makers, and whoever is related to the applicant. */
export async function listExcluded(
  trx: Transaction<DB>,
  application: Application,
): Promise<readonly string[]> {
  const related = await listRelatedOfficerIds(trx, application.customerId);
  return [...makersOf(application), ...related];
}

/** @param earlierIds beside the makers and relations: earlier approvers where the stage asks for another person */
export async function findSeats(
  trx: Transaction<DB>,
  application: Application,
  template: StageTemplate,
  earlierIds: readonly string[],
): Promise<Staffing> {
  const excluded = await listExcluded(trx, application);
  const context = await readApproverContext(trx, application, template);
  return staffStage(template, context, [...excluded, ...earlierIds]);
}

export async function findEscalationSeats(
  trx: Transaction<DB>,
  application: Application,
  template: StageTemplate,
  cannotJoinIds: readonly string[],
): Promise<readonly SeatPlan[]> {
  const context = await readApproverContext(trx, application, template);
  return staffEscalation(template, context, cannotJoinIds);
}
