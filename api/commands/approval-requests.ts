/**
 * What else several people approve: asked for by one person, decided by others in the stages of a matrix of its own.
 * Their votes and every other action of a stage are those of applications; here is what only a request knows.
 */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CaseStep } from '../../db/queries/approval-events.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import {
  endRequest,
  findRequest,
  lockRequest,
  saveRequest,
  saveRequestPath,
  type ApprovalRequest,
  type LockedRequest,
} from '../../db/queries/approval-requests.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { dropSubject } from '../../db/queries/request-subjects.ts';
import { listStagesOf, saveStage, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { tellRequestChanged } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { choosePath, openRequest, type RequestInput } from './request-openings.ts';
import { openAgain } from './resubmissions.ts';

export type Asked = Pick<
  RequestInput,
  'subjectType' | 'subjectId' | 'title' | 'content' | 'amount' | 'customerId'
> & {
  /** The caller's own unless given. */
  readonly branchId?: string;
  /** Today unless given. */
  readonly effectiveDate?: IsoDate;
};

/**
 * Opens the approval with the path its own matrix gives, and starts its workflow.
 * @throws DomainError `request_open`, `not_found` where the subject has no matrix, `no_matrix_row`
 */
export async function requestApproval(
  trx: Transaction<DB>,
  caller: Caller,
  { branchId, effectiveDate, ...asked }: Asked,
): Promise<LockedRequest> {
  const { actor, clock } = caller;
  const input = {
    ...asked,
    branchId: branchId ?? actor.branchId,
    effectiveDate: effectiveDate ?? clock.businessDate,
    requestedBy: actor.actorId,
  };
  return openRequest(trx, input, momentOf(caller));
}

/** @throws DomainError `not_found`, `not_your_action`, `illegal_transition` once it has been decided */
export async function withdrawRequest(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly requestId: string; readonly reason: string },
): Promise<ApprovalRequest> {
  const locked = await lockOwnRequest(trx, caller, input.requestId);
  const { request, approval } = locked;
  // Also while it waits for its date: nothing has happened yet.
  if (!['open', 'returned', 'approved'].includes(request.status)) {
    throw transition(request, 'withdrawn', 'withdraw');
  }
  const { now } = caller.clock;
  const stages = await listStagesOf(trx, approval.approvalId);
  const running = stages.find(({ status }) => status === 'open' || status === 'returned');
  if (running !== undefined) {
    const unused = { status: 'unused', verdict: running.verdict, closedAt: now } as const;
    await saveStage(trx, running.stageId, unused);
  }
  const ended = await endRequest(trx, locked, 'withdrawn', now);
  await drop(trx, caller, ended);
  await record(trx, caller, locked, {
    kind: 'request.withdrawn',
    before: { status: request.status },
    details: { status: ended.status, reason: input.reason },
  });
  await insertOutbox(trx, tellRequestChanged(approval.approvalId));
  return ended;
}

export type Resubmission = {
  readonly requestId: string;
  readonly comment: string;
  /** What is asked for now, where that changed with the return. */
  readonly changed?: Partial<Pick<ApprovalRequest, 'content' | 'amount' | 'effectiveDate'>>;
};

/**
 * Hands a returned request in again: to whoever returned it, with the working time they had left, unless they asked
 * for the whole path or the amount now leads to another one.
 * @throws DomainError `not_found`, `not_your_action`, `illegal_transition`, `no_matrix_row`
 */
export async function resubmitRequest(
  trx: Transaction<DB>,
  caller: Caller,
  { requestId, comment, changed = {} }: Resubmission,
): Promise<ApprovalRequest> {
  const locked = await lockOwnRequest(trx, caller, requestId);
  const { request, approval } = locked;
  if (request.status !== 'returned') throw transition(request, 'open', 'resubmit');
  const stages = await listStagesOf(trx, approval.approvalId);
  const returned = stages.find(({ status }) => status === 'returned')!;
  const submissionNumber = request.submissionNumber + 1;
  const again = await saveRequest(trx, requestId, { ...changed, submissionNumber, status: 'open' });
  const closedAt = caller.clock.now;
  await saveStage(trx, returned.stageId, { status: 'closed', verdict: 'return', closedAt });
  const path = await choosePath(trx, again);
  const isResumed = path.tier === approval.tier && !asksForAll(returned);
  if (isResumed) {
    const { returnedAt } = request;
    await openAgain(trx, caller, { returnedAt, returned, approval, submissionNumber });
  } else {
    await saveRequestPath(trx, approval.approvalId, path);
  }
  const details = { comment, submissionNumber, tier: path.tier, isResumed };
  const before = { status: request.status };
  await record(trx, caller, locked, { kind: 'request.resubmitted', before, details });
  await insertOutbox(trx, tellRequestChanged(approval.approvalId));
  return again;
}

function asksForAll({ votes }: Stage): boolean {
  const vote = votes.find(({ answer }) => answer === 'return');
  return vote?.returnTarget?.afterwards === 'run_again';
}

/** @throws DomainError `not_found`, `not_your_action` */
export async function lockOwnRequest(
  trx: Transaction<DB>,
  { actor }: Caller,
  requestId: string,
): Promise<LockedRequest> {
  const known = await findRequest(trx, requestId);
  const locked = known && (await lockRequest(trx, known.approval.approvalId));
  if (locked === undefined) throw new DomainError('not_found', { resource: 'approval_request' });
  const { requestedBy } = locked.request;
  const mayAct = requestedBy === actor.actorId || (requestedBy === null && isProcessAdmin(actor));
  if (!mayAct) throw new DomainError('not_your_action', { officerId: actor.actorId });
  return locked;
}

function isProcessAdmin({ roles }: Caller['actor']): boolean {
  return roles.has('process_admin');
}

function transition(
  { status: from }: ApprovalRequest,
  to: string,
  event: string,
): DomainError<'illegal_transition'> {
  return new DomainError('illegal_transition', { subject: 'approval_request', from, to, event });
}

async function drop(
  trx: Transaction<DB>,
  { actor, clock }: Caller,
  request: ApprovalRequest,
): Promise<void> {
  const { businessDate } = clock;
  await dropSubject(trx, request, { actorId: actor.actorId, businessDate });
}

async function record(
  trx: Transaction<DB>,
  caller: Caller,
  { request, approval }: LockedRequest,
  step: Pick<CaseStep, 'kind' | 'before' | 'details'>,
): Promise<void> {
  const ids = { requestId: request.requestId, approvalId: approval.approvalId };
  const actorId = caller.actor.actorId;
  await recordSteps(trx, [{ ...step, ...ids, actorId }], momentOf(caller));
}
