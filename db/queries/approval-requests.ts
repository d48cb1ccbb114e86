/** Requests for approval of anything but an application, with their approvals, and the lock they are moved under. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import type { RequestStatus, RequestSubject } from '../../domain/approval/request-names.ts';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { ApprovalRequestTable, DB } from '../tables.ts';
import type { Approval, ApprovalFacts } from './approvals.ts';

export type ApprovalRequest = {
  readonly requestId: string;
  readonly number: string;
  readonly subjectType: RequestSubject;
  readonly subjectId: string;
  readonly title: string;
  readonly content: { readonly [key: string]: Json };
  readonly amount: Money;
  readonly customerId: string | null;
  readonly branchId: string;
  /** Null where a loan's own process asks. */
  readonly requestedBy: string | null;
  readonly status: RequestStatus;
  readonly requestedAt: Instant;
  /** From when on it holds, once it is approved. */
  readonly effectiveDate: IsoDate;
  readonly submissionNumber: number;
  readonly returnedAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly effectedAt: Instant | null;
  readonly outcomeCode: string | null;
};

export type LockedRequest = { readonly request: ApprovalRequest; readonly approval: Approval };

export type NewRequest = Pick<
  ApprovalRequest,
  | 'subjectType'
  | 'subjectId'
  | 'title'
  | 'content'
  | 'amount'
  | 'customerId'
  | 'branchId'
  | 'requestedBy'
  | 'requestedAt'
  | 'effectiveDate'
>;

export async function insertRequest(
  trx: Transaction<DB>,
  request: NewRequest,
): Promise<ApprovalRequest> {
  const year = request.requestedAt.slice(0, 4);
  const row = await trx
    .insertInto('approval_request')
    .values({
      request_id: newId(),
      number: sql<string>`${`AR${year}-`} || lpad(nextval('approval_request_number')::text, 6, '0')`,
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
      effective_date: request.effectiveDate,
      returned_at: null,
      decided_at: null,
      effected_at: null,
      outcome_code: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export type NewRequestApproval = Pick<
  Approval,
  'approvalId' | 'workflowId' | 'matrixVersionId' | 'tier' | 'path' | 'facts' | 'openedAt'
> & { readonly request: ApprovalRequest };

export async function insertRequestApproval(
  trx: Transaction<DB>,
  approval: NewRequestApproval,
): Promise<void> {
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
      facts: JSON.stringify(approval.facts),
      opened_at: approval.openedAt,
    })
    .execute();
}

/** The request is locked first, then its approval; undefined for the approval of an application. */
export async function lockRequest(
  trx: Transaction<DB>,
  approvalId: string,
): Promise<LockedRequest | undefined> {
  const row = await requestQuery(trx)
    .where('approval.approval_id', '=', approvalId)
    .forUpdate(['approval_request', 'approval'])
    .executeTakeFirst();
  return row && lockedFrom(row);
}

export async function findRequest(
  db: Kysely<DB>,
  requestId: string,
): Promise<LockedRequest | undefined> {
  const row = await requestQuery(db).where('request_id', '=', requestId).executeTakeFirst();
  return row && lockedFrom(row);
}

/** Its approval's; undefined for the approval of an application. */
export async function findRequestOf(
  db: Kysely<DB>,
  approvalId: string,
): Promise<LockedRequest | undefined> {
  const row = await requestQuery(db)
    .where('approval.approval_id', '=', approvalId)
    .executeTakeFirst();
  return row && lockedFrom(row);
}

function requestQuery(db: Kysely<DB>) {
  return db
    .selectFrom('approval_request')
    .innerJoin('approval', 'approval.subject_id', 'approval_request.request_id')
    .selectAll('approval_request')
    .select([
      'approval.approval_id',
      'approval.workflow_id',
      'approval.matrix_version_id',
      'approval.tier',
      'approval.path',
      'approval.facts',
      'approval.status as approval_status',
      'approval.opened_at',
      'approval.ended_at',
    ]);
}

type RequestRow = Awaited<ReturnType<ReturnType<typeof requestQuery>['executeTakeFirstOrThrow']>>;

function lockedFrom(row: RequestRow): LockedRequest {
  const approval = {
    approvalId: row.approval_id,
    subjectId: row.request_id,
    round: 1,
    workflowId: row.workflow_id,
    matrixVersionId: row.matrix_version_id,
    tier: row.tier,
    path: row.path as unknown as readonly StageTemplate[],
    facts: row.facts as unknown as ApprovalFacts,
    status: row.approval_status,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
  };
  return { request: fromRow(row), approval };
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
    .where('status', 'in', ['open', 'returned', 'approved'])
    .executeTakeFirst();
  return row?.request_id;
}

/** The requests about one subject, newest first. */
export async function listRequestsOf(
  db: Kysely<DB>,
  subjectType: RequestSubject,
  subjectId: string,
): Promise<ApprovalRequest[]> {
  const rows = await db
    .selectFrom('approval_request')
    .selectAll()
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', subjectId)
    .orderBy('requested_at', 'desc')
    .execute();
  return rows.map(fromRow);
}

export type RequestChange = Partial<
  Pick<
    ApprovalRequest,
    | 'status'
    | 'content'
    | 'amount'
    | 'effectiveDate'
    | 'submissionNumber'
    | 'returnedAt'
    | 'decidedAt'
    | 'effectedAt'
    | 'outcomeCode'
  >
>;

/** The request must be locked. */
export async function saveRequest(
  trx: Transaction<DB>,
  requestId: string,
  change: RequestChange,
): Promise<ApprovalRequest> {
  const { amount, content } = change;
  const row = await trx
    .updateTable('approval_request')
    .set({
      ...(amount && { amount_minor: amount.minor, currency: amount.currency }),
      ...(content && { content: JSON.stringify(content) }),
      ...(change.status && { status: change.status }),
      ...(change.effectiveDate && { effective_date: change.effectiveDate }),
      ...(change.submissionNumber && { submission_number: change.submissionNumber }),
      ...(change.returnedAt !== undefined && { returned_at: change.returnedAt }),
      ...(change.decidedAt !== undefined && { decided_at: change.decidedAt }),
      ...(change.effectedAt !== undefined && { effected_at: change.effectedAt }),
      ...(change.outcomeCode !== undefined && { outcome_code: change.outcomeCode }),
    })
    .where('request_id', '=', requestId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

/** A request that was handed in again begins the path its new facts lead to. */
export async function saveRequestPath(
  trx: Transaction<DB>,
  approvalId: string,
  { tier, path, facts }: Pick<Approval, 'tier' | 'path' | 'facts'>,
): Promise<void> {
  await trx
    .updateTable('approval')
    .set({ tier, path: JSON.stringify(path), facts: JSON.stringify(facts) })
    .where('approval_id', '=', approvalId)
    .execute();
}

/** The decision: request and approval end together. */
export async function endRequest(
  trx: Transaction<DB>,
  { request, approval }: LockedRequest,
  status: 'approved' | 'declined' | 'withdrawn' | 'expired',
  decidedAt: Instant,
): Promise<ApprovalRequest> {
  await trx
    .updateTable('approval')
    .set({ status, ended_at: decidedAt })
    .where('approval_id', '=', approval.approvalId)
    .execute();
  return saveRequest(trx, request.requestId, { status, decidedAt });
}

function fromRow(row: Selectable<ApprovalRequestTable>): ApprovalRequest {
  return {
    requestId: row.request_id,
    number: row.number,
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
    effectiveDate: row.effective_date,
    submissionNumber: row.submission_number,
    returnedAt: row.returned_at,
    decidedAt: row.decided_at,
    effectedAt: row.effected_at,
    outcomeCode: row.outcome_code,
  };
}
