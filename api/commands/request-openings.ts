/** Opening a request: the matrix of its subject gives the path, and its workflow starts with the transaction that asks. */
import type { Transaction } from 'kysely';
import { noCircumstances, selectPath } from '../../domain/approval/authority.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney } from '../../domain/money.ts';
import { approvalWorkflowId, startApproval } from '../../workflows/messages.ts';
import { newId } from '../../db/ids.ts';
import type { DB } from '../../db/tables.ts';
import { recordSteps, type StepMoment } from '../../db/queries/approval-events.ts';
import {
  findOpenRequest,
  insertRequest,
  insertRequestApproval,
  type ApprovalRequest,
  type LockedRequest,
  type NewRequest,
} from '../../db/queries/approval-requests.ts';
import type { Approval } from '../../db/queries/approvals.ts';
import { readUnitIds } from '../../db/queries/branches.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { openProcess } from '../../db/queries/processes.ts';

export type RequestInput = Omit<NewRequest, 'requestedAt'>;

/** @throws DomainError `request_open`, `not_found` where the subject has no matrix, `no_matrix_row` */
export async function openRequest(
  trx: Transaction<DB>,
  input: RequestInput,
  moment: StepMoment,
): Promise<LockedRequest> {
  const { subjectType, subjectId } = input;
  const requestId = await findOpenRequest(trx, subjectType, subjectId);
  if (requestId !== undefined) throw new DomainError('request_open', { requestId });
  const chosen = await choosePath(trx, { ...input, submissionNumber: 1 });
  const request = await insertRequest(trx, { ...input, requestedAt: moment.occurredAt });
  const approvalId = newId();
  const workflowId = approvalWorkflowId(approvalId);
  const approval = { ...chosen, approvalId, workflowId, openedAt: moment.occurredAt };
  await insertRequestApproval(trx, { ...approval, request });
  await openProcess(trx, { workflowId, kind: 'approval', subjectId: request.requestId });
  await insertOutbox(trx, startApproval(approvalId));
  const { number, title, requestedBy: actorId } = request;
  const stages = chosen.path.map(({ key }) => key);
  const details = { number, subjectType, subjectId, title, tier: chosen.tier, stages };
  const ids = { requestId: request.requestId, approvalId, actorId };
  await recordSteps(trx, [{ ...ids, kind: 'request.opened', details }], moment);
  const ends = { round: 1, status: 'open', endedAt: null } as const;
  return { request, approval: { ...approval, ...ends, subjectId: request.requestId } };
}

export type ChosenPath = Pick<Approval, 'matrixVersionId' | 'tier' | 'path' | 'facts'>;

/** @throws DomainError `not_found` where the subject has no matrix, `no_matrix_row` */
export async function choosePath(
  trx: Transaction<DB>,
  request: Pick<ApprovalRequest, 'subjectType' | 'amount' | 'branchId' | 'submissionNumber'>,
): Promise<ChosenPath> {
  const { subjectType, amount, branchId, submissionNumber } = request;
  const version = await findActiveVersion(trx, 'matrix', `request-${subjectType}`);
  if (version === undefined) throw new DomainError('not_found', { resource: 'matrix' });
  const facts = { grade: 'A', product: subjectType, customerType: 'person' } as const;
  const choice = selectPath(version.content as MatrixContent, {
    ...facts,
    ...noCircumstances,
    amount,
    requested: amount,
    ceiling: amount,
    unitIds: await readUnitIds(trx, branchId),
  });
  if (choice.kind === 'declined') throw new DomainError('no_matrix_row', { amount, ...facts });
  const { tier, path, minDistinctApprovers, rowId } = choice;
  const known = { amount: toWireMoney(amount), product: subjectType, rowId };
  return {
    matrixVersionId: version.policyVersionId,
    tier,
    path,
    facts: { submissionNumber, minDistinctApprovers, ...known },
  };
}
