/** The people of a case on fresh rows: who may be seated, and who never decides it. */
import type { Transaction } from 'kysely';
import type { SeatPlan } from '../../domain/approval/approvers.ts';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import { staffEscalation, staffStage, type Staffing } from '../../domain/approval/staffing.ts';
import { makersOf, type Application } from '../../db/queries/applications.ts';
import { readApproverContext } from '../../db/queries/approvers.ts';
import { listBarredIds } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';

/** @param earlierIds beside the makers and relations: earlier approvers where the stage asks for another person */
export async function findSeats(
  trx: Transaction<DB>,
  application: Application,
  template: StageTemplate,
  earlierIds: readonly string[],
): Promise<Staffing> {
  const context = await readApproverContext(trx, application, template);
  const { applicationId: subjectId, round } = application;
  const barredIds = await listBarredIds(trx, { subjectId, round });
  const excludedIds = [
    ...makersOf(application),
    ...context.relatedIds,
    ...barredIds,
    ...earlierIds,
  ];
  return staffStage(template, context, excludedIds);
}

/** @param seatedIds whoever has a seat already, and earlier approvers where the stage asks for another person */
export async function findEscalationSeats(
  trx: Transaction<DB>,
  application: Application,
  template: StageTemplate,
  seatedIds: readonly string[],
): Promise<readonly SeatPlan[]> {
  const context = await readApproverContext(trx, application, template);
  const { applicationId: subjectId, round } = application;
  const barredIds = await listBarredIds(trx, { subjectId, round });
  const excludedIds = [...makersOf(application), ...context.relatedIds, ...barredIds, ...seatedIds];
  return staffEscalation(template, context, excludedIds);
}
