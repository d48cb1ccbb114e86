/** Requests for approval of anything but an application, with their approvals, and the lock they are moved under. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { ApprovalRequestTable, DB } from '../tables.ts';

export const requestSubjects = [
  'loan_change',
  'waiver',
  'write_off',
  'limit_change',
  'policy_version',
  'role_grant',
  'data_export',
] as const;
export type RequestSubject = (typeof requestSubjects)[number];

export type ApprovalRequest = {
  readonly requestId: string;
  readonly subjectType: RequestSubject;
  readonly subjectId: string;
  readonly title: string;
  readonly content: { readonly [key: string]: Json };
  readonly amount: Money;
  readonly customerId: string | null;
  readonly branchId: string;
  readonly requestedBy: string;
  readonly status: 'open' | 'approved' | 'declined' | 'withdrawn';
  readonly requestedAt: Instant;
  readonly decidedAt: Instant | null;
};

export type RequestApproval = {
  readonly approvalId: string;
  readonly workflowId: string;
  readonly tier: string;
  readonly path: readonly StageTemplate[];
  readonly status: string;
  readonly minDistinctApprovers: number;
};

export type LockedRequest = {
  readonly request: ApprovalRequest;
  readonly approval: RequestApproval;
};

export async function insertRequest(
  trx: Transaction<DB>,
  request: Omit<ApprovalRequest, 'requestId' | 'status' | 'decidedAt'>,
): Promise<ApprovalRequest> {
  const row = await trx
    .insertInto('approval_request')
    .values({
      request_id: newId(),
      subject_type: request.subjectType,
      subject_id: request.subjectId,
      title: request.title,
      content: JSON.stringify(request.content),
      amount_minor: request.amount.minor,
      currency: request.amount.currency,
      customer_id: request.customerId,
      branch_id: request.branchId,
      requested_by_id: request.requestedBy,
      requested_at: request.requestedAt,
      decided_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export type NewRequestApproval = {
  readonly approvalId: string;
  readonly request: ApprovalRequest;
  readonly workflowId: string;
  readonly matrixVersionId: string;
  readonly tier: string;
  readonly path: readonly StageTemplate[];
  readonly minDistinctApprovers: number;
  readonly openedAt: Instant;
};

export async function insertRequestApproval(
  trx: Transaction<DB>,
  approval: NewRequestApproval,
): Promise<void> {
  const { minDistinctApprovers } = approval;
  await trx
    .insertInto('approval')
    .values({
      approval_id: approval.approvalId,
      subject_type: approval.request.subjectType,
      subject_id: approval.request.requestId,
      round: 1,
      workflow_id: approval.workflowId,
      matrix_version_id: approval.matrixVersionId,
      tier: approval.tier,
      path: JSON.stringify(approval.path),
      facts: JSON.stringify({ submissionNumber: 1, minDistinctApprovers }),
      opened_at: approval.openedAt,
    })
    .execute();
}

/** The request is locked first, then its approval; undefined for the approval of an application. */
export async function lockRequest(
  trx: Transaction<DB>,
  approvalId: string,
): Promise<LockedRequest | undefined> {
  const row = await trx
    .selectFrom('approval_request')
    .innerJoin('approval', 'approval.subject_id', 'approval_request.request_id')
    .selectAll('approval_request')
    .select([
      'approval.approval_id',
      'approval.workflow_id',
      'approval.tier',
      'approval.path',
      'approval.facts',
      'approval.status as approval_status',
    ])
    .where('approval.approval_id', '=', approvalId)
    .forUpdate(['approval_request', 'approval'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { minDistinctApprovers } = row.facts as { minDistinctApprovers: number };
  const approval = {
    approvalId: row.approval_id,
    workflowId: row.workflow_id,
    tier: row.tier,
    path: row.path as unknown as readonly StageTemplate[],
    status: row.approval_status,
    minDistinctApprovers,
  };
  return { request: fromRow(row), approval };
}

/** The newest approval of a request, open or not. */
export async function findRequest(
  db: Kysely<DB>,
  requestId: string,
): Promise<{ request: ApprovalRequest; approvalId: string } | undefined> {
  const row = await db
    .selectFrom('approval_request')
    .innerJoin('approval', 'approval.subject_id', 'approval_request.request_id')
    .selectAll('approval_request')
    .select('approval.approval_id')
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row && { request: fromRow(row), approvalId: row.approval_id };
}

export async function findOpenRequest(
  db: Kysely<DB>,
  subjectType: RequestSubject,
  subjectId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('approval_request')
    .select('request_id')
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', subjectId)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return row?.request_id;
}

export async function endRequest(
  trx: Transaction<DB>,
  { request, approval }: LockedRequest,
  status: 'approved' | 'declined' | 'withdrawn',
  decidedAt: Instant,
): Promise<void> {
  await trx
    .updateTable('approval_request')
    .set({ status, decided_at: decidedAt })
    .where('request_id', '=', request.requestId)
    .execute();
  await trx
    .updateTable('approval')
    .set({ status, ended_at: decidedAt })
    .where('approval_id', '=', approval.approvalId)
    .execute();
}

function fromRow(row: Selectable<ApprovalRequestTable>): ApprovalRequest {
  return {
    requestId: row.request_id,
    subjectType: row.subject_type as RequestSubject,
    subjectId: row.subject_id,
    title: row.title,
    content: row.content as ApprovalRequest['content'],
    amount: { minor: row.amount_minor, currency: row.currency },
    customerId: row.customer_id,
    branchId: row.branch_id,
    requestedBy: row.requested_by_id,
    status: row.status,
    requestedAt: row.requested_at,
    decidedAt: row.decided_at,
  };
}
