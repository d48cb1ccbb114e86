/** What every step of a request needs: who may sit in its stages, and the record of what happened. */
import type { Transaction } from 'kysely';
import type { ApproverContext } from '../../domain/approval/approvers.ts';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import { standingApprovals } from '../../domain/approval/next-stage.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import type { LockedRequest } from '../../db/queries/approval-requests.ts';
import { readApproverContext } from '../../db/queries/approvers.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { requestMatter } from '../../db/queries/matters.ts';
import type { Stage } from '../../db/queries/stages.ts';
import { listBarredIds } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';

export type RequestPeople = {
  readonly context: ApproverContext;
  /** Whoever asked, is related, or has declared an interest. */
  readonly excludedIds: readonly string[];
};

export async function readPeople(
  trx: Transaction<DB>,
  { request }: Pick<LockedRequest, 'request'>,
  template: StageTemplate,
): Promise<RequestPeople> {
  const matter = requestMatter(request);
  const { relatedIds, ...context } = await readApproverContext(trx, matter, template);
  const barredIds = await listBarredIds(trx, matter);
  return { context, excludedIds: [...matter.makerIds, ...relatedIds, ...barredIds] };
}

/** Whoever approved in an earlier stage of the path as it runs now. */
export function earlierApprovers(
  { approval }: LockedRequest,
  stages: readonly Stage[],
  number: number,
): readonly string[] {
  return standingApprovals(stages, approval.facts.submissionNumber)
    .filter(({ stageNumber }) => stageNumber < number)
    .map(({ officerId }) => officerId);
}

export async function record(
  trx: Transaction<DB>,
  { request, approval }: LockedRequest,
  step: Pick<CaseStep, 'kind' | 'stageId' | 'before' | 'details'>,
  { now: occurredAt, businessDate }: BusinessClock,
): Promise<void> {
  const ids = { requestId: request.requestId, approvalId: approval.approvalId, actorId: null };
  await recordSteps(trx, [{ ...step, ...ids }], { occurredAt, businessDate });
}
