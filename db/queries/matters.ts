/**
 * What an approval is about, as its stages see it: an application or a request. Whoever acts in a stage locks the
 * subject first, then the approval and the stage, and is given all of it as it is then.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import { findApplication, makersOf, type Application } from './applications.ts';
import { findRequestOf, lockRequest, type ApprovalRequest } from './approval-requests.ts';
import { findApproval, type Approval } from './approvals.ts';
import { lockStage } from './case-locks.ts';
import { readClock, type BusinessClock } from './clock.ts';
import { findStage, type Stage } from './stages.ts';

/** Nobody: a request that is about no customer has no relations. */
export const noCustomer = '00000000-0000-0000-0000-000000000000';

type CommonFacts = {
  readonly subjectId: string;
  readonly number: string;
  /** `noCustomer` where it is about none. */
  readonly customerId: string;
  readonly branchId: string;
  readonly accountManagerId: string | null;
  /** The product's code, or the subject of a request: what delegations are limited to. */
  readonly product: string;
  readonly round: number;
  /** `in_review` while its stages decide. */
  readonly status: string;
  readonly makerIds: readonly string[];
  /** From when on the time in review counts. */
  readonly submittedAt: Instant | null;
};

export type ApplicationMatter = CommonFacts & {
  readonly kind: 'application';
  readonly application: Application;
};
export type RequestMatter = CommonFacts & {
  readonly kind: 'request';
  readonly request: ApprovalRequest;
};
export type Matter = ApplicationMatter | RequestMatter;

export type StageOfMatter<M extends Matter = Matter> = {
  readonly matter: M;
  readonly approval: Approval;
  readonly stage: Stage;
};

export type LockedMatter<M extends Matter = Matter> = StageOfMatter<M> & {
  readonly submissionNumber: number;
  readonly clock: BusinessClock;
};

export function applicationMatter(application: Application): ApplicationMatter {
  const { applicationId, number, customerId, branchId, accountManagerId, round, status } =
    application;
  return {
    kind: 'application',
    application,
    subjectId: applicationId,
    number,
    customerId,
    branchId,
    accountManagerId,
    product: application.content.productCode,
    round,
    status,
    makerIds: makersOf(application),
    submittedAt: application.submittedAt,
  };
}

export function requestMatter(request: ApprovalRequest): RequestMatter {
  const { requestId, number, customerId, branchId, requestedBy, status } = request;
  return {
    kind: 'request',
    request,
    subjectId: requestId,
    number,
    customerId: customerId ?? noCustomer,
    branchId,
    accountManagerId: requestedBy,
    product: request.subjectType,
    round: 1,
    status: status === 'open' ? 'in_review' : status,
    makerIds: makersOfRequest(request),
    submittedAt: request.requestedAt,
  };
}

/** Whoever asked, wrote what is to be approved, or would gain a right by it. */
function makersOfRequest({ requestedBy, content }: ApprovalRequest): readonly string[] {
  const makers = [requestedBy, content['authorId'], content['officerId']];
  return makers.filter((one) => typeof one === 'string');
}

/** Undefined when there is no such stage. */
export async function lockMatter(
  trx: Transaction<DB>,
  stageId: string,
): Promise<LockedMatter | undefined> {
  // Nearly every stage is an application's, which is locked in one statement.
  const held = await lockStage(trx, stageId);
  if (held === undefined) return lockRequestStage(trx, stageId);
  const { application, ...rest } = held;
  return { ...rest, matter: applicationMatter(application) };
}

export async function lockRequestStage(
  trx: Transaction<DB>,
  stageId: string,
): Promise<LockedMatter<RequestMatter> | undefined> {
  const known = await findStage(trx, stageId);
  const held = known && (await lockRequest(trx, known.approvalId));
  if (held === undefined) return undefined;
  // Read again under the lock: whoever changed the stage has committed by now.
  const stage = (await findStage(trx, stageId))!;
  const { request, approval } = held;
  const clock = await readClock(trx);
  const { submissionNumber } = request;
  return { matter: requestMatter(request), approval, stage, submissionNumber, clock };
}

/** Without a lock, for whoever reads. */
export async function findMatter(
  db: Kysely<DB>,
  stageId: string,
): Promise<StageOfMatter | undefined> {
  const stage = await findStage(db, stageId);
  const approval = stage && (await findApproval(db, stage.approvalId));
  if (stage === undefined || approval === undefined) return undefined;
  const application = await findApplication(db, approval.subjectId);
  if (application !== undefined) return { matter: applicationMatter(application), approval, stage };
  const found = await findRequestOf(db, approval.approvalId);
  return found && { matter: requestMatter(found.request), approval, stage };
}
