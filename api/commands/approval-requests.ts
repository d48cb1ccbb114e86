/**
 * Approval of anything but an application: asked for by one person, decided by others in the stages of a matrix of its
 * own, under the request's lock. A request that should be different is declined and asked again.
 */
import type { Transaction } from 'kysely';
import { selectPath } from '../../domain/approval/authority.ts';
import { assertEnoughApprovers, assertMayVote, type Ballot } from '../../domain/approval/ballot.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { standingApprovals } from '../../domain/approval/next-stage.ts';
import type { Verdict } from '../../domain/approval/stage.ts';
import { computeVerdict } from '../../domain/approval/verdict.ts';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../../db/ids.ts';
import { recordRequestSteps, type RequestStep } from '../../db/queries/approval-events.ts';
import {
  endRequest,
  findOpenRequest,
  findRequest,
  insertRequest,
  insertRequestApproval,
  lockRequest,
  type ApprovalRequest,
  type LockedRequest,
} from '../../db/queries/approval-requests.ts';
import { findVoter } from '../../db/queries/approvers.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { openProcess } from '../../db/queries/processes.ts';
import {
  findStage,
  insertVote,
  listStagesOf,
  saveStage,
  type Stage,
} from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { approvalWorkflowId, startApproval, tellRequestChanged } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';

/** Nobody: a request that is about no customer has no relations. */
const noCustomer = '00000000-0000-0000-0000-000000000000';

export type RequestInput = Pick<
  ApprovalRequest,
  'subjectType' | 'subjectId' | 'title' | 'content' | 'amount' | 'customerId'
>;

/**
 * Opens the approval with the path its own matrix gives, and starts its workflow.
 * @throws DomainError `request_open`, `own_rights`, `not_found` where the subject has no matrix, `no_matrix_row`
 */
export async function requestApproval(
  trx: Transaction<DB>,
  caller: Caller,
  input: RequestInput,
): Promise<{ readonly request: ApprovalRequest; readonly approvalId: string }> {
  const { actor, clock } = caller;
  const { subjectType, subjectId, amount } = input;
  const requestId = await findOpenRequest(trx, subjectType, subjectId);
  if (requestId !== undefined) throw new DomainError('request_open', { requestId });
  if (input.content['officerId'] === actor.actorId) throw new DomainError('own_rights', {});
  const version = await findActiveVersion(trx, 'matrix', `request-${subjectType}`);
  if (version === undefined) throw new DomainError('not_found', { resource: 'matrix' });
  const facts = { amount, requested: amount, ceiling: amount, grade: 'A', product: subjectType };
  const choice = selectPath(version.content as MatrixContent, { ...facts, customerType: 'person' });
  if (choice.kind === 'declined') {
    const row = { amount, grade: 'A', product: subjectType, customerType: 'person' };
    throw new DomainError('no_matrix_row', row);
  }
  const { branchId, actorId: requestedBy } = actor;
  const made = { ...input, branchId, requestedBy, requestedAt: clock.now };
  const request = await insertRequest(trx, made);
  const approvalId = newId();
  const workflowId = approvalWorkflowId(approvalId);
  const { tier, path, minDistinctApprovers } = choice;
  await insertRequestApproval(trx, {
    approvalId,
    request,
    workflowId,
    tier,
    path,
    minDistinctApprovers,
    matrixVersionId: version.policyVersionId,
    openedAt: clock.now,
  });
  await openProcess(trx, { workflowId, kind: 'approval', subjectId: request.requestId });
  await insertOutbox(trx, startApproval(approvalId));
  const details = { subjectType, subjectId, tier, stages: path.map(({ key }) => key) };
  const ids = { requestId: request.requestId, approvalId, stageId: null, actorId: requestedBy };
  await recordRequestSteps(trx, [{ ...ids, kind: 'request.opened', details }], momentOf(caller));
  return { request, approvalId };
}

export type RequestVote = {
  readonly stageId: string;
  readonly answer: 'approve' | 'decline';
  readonly reasonCode: string | null;
  readonly comment: string | null;
};

/** @throws DomainError `not_found`, what `assertMayVote` refuses, `too_few_approvers` */
export async function voteOnRequest(
  trx: Transaction<DB>,
  caller: Caller,
  input: RequestVote,
): Promise<{ readonly voteId: string; readonly verdict: Verdict['outcome'] }> {
  const { locked, stage } = await lockRequestStage(trx, input.stageId);
  const { ballot, earlierIds } = await readBallot(trx, caller, { locked, stage }, input);
  const seat = assertMayVote(ballot);
  const paper = { seatId: seat.seatId, officerId: caller.actor.actorId, votedAt: caller.clock.now };
  const vote = { ...ballot.vote, ...paper, stageId: stage.stageId };
  const seats = stage.seats.map((one) =>
    one.seatId === seat.seatId ? { ...one, status: 'voted' as const } : one,
  );
  const after = { ...stage, seats, votes: [...stage.votes, vote] };
  const verdict = computeVerdict(after);
  if (verdict.outcome === 'approve' && ballot.subject.isLastStage) {
    const hereIds = after.votes.flatMap((one) => (one.answer === 'approve' ? [one.officerId] : []));
    assertEnoughApprovers([...earlierIds, ...hereIds], locked.approval.minDistinctApprovers);
  }
  const { requestId } = locked.request;
  const voteId = await insertVote(trx, { ...vote, details: { requestId } });
  const ids = { requestId, approvalId: stage.approvalId, stageId: stage.stageId };
  const { answer, reasonCode, comment } = input;
  const details = { voteId, answer, reasonCode, comment };
  const steps = [{ ...ids, kind: 'vote.cast', actorId: paper.officerId, details }];
  await settle(trx, caller, { locked, stage, verdict, steps });
  return { voteId, verdict: verdict.outcome };
}

async function lockRequestStage(
  trx: Transaction<DB>,
  stageId: string,
): Promise<{ readonly locked: LockedRequest; readonly stage: Stage }> {
  const known = await findStage(trx, stageId);
  const locked = known && (await lockRequest(trx, known.approvalId));
  if (known === undefined || locked === undefined) {
    throw new DomainError('not_found', { resource: 'stage' });
  }
  // Read again under the lock.
  return { locked, stage: (await findStage(trx, stageId))! };
}

async function readBallot(
  trx: Transaction<DB>,
  { actor }: Caller,
  { locked, stage }: { readonly locked: LockedRequest; readonly stage: Stage },
  input: RequestVote,
): Promise<{ readonly ballot: Ballot; readonly earlierIds: readonly string[] }> {
  const { request, approval } = locked;
  const voter = await findVoter(trx, actor.actorId, request.customerId ?? noCustomer);
  if (voter === undefined) throw new DomainError('no_seat', { stageId: stage.stageId });
  const stages = await listStagesOf(trx, approval.approvalId);
  const earlierApprovals = standingApprovals(stages, 1);
  const subject = {
    amount: request.amount,
    makerIds: [request.requestedBy],
    relatedIds: voter.isRelated ? [voter.officerId] : [],
    isLastStage: stage.number === approval.path.length,
    earlierApprovals,
  };
  const { answer, reasonCode, comment } = input;
  const vote = { answer, reasonCode, comment, returnTarget: null };
  const earlierIds = earlierApprovals.map(({ officerId }) => officerId);
  return { ballot: { stage, officer: voter, subject, vote }, earlierIds };
}

async function settle(
  trx: Transaction<DB>,
  caller: Caller,
  settled: {
    readonly locked: LockedRequest;
    readonly stage: Stage;
    readonly verdict: Verdict;
    readonly steps: RequestStep[];
  },
): Promise<void> {
  const { locked, stage, verdict, steps } = settled;
  const { now } = caller.clock;
  if (verdict.outcome !== 'open') {
    const closed = { status: 'closed', verdict: verdict.outcome, closedAt: now } as const;
    await saveStage(trx, stage.stageId, closed);
    const details = { number: stage.number, verdict: verdict.outcome };
    steps.push({ ...steps[0]!, kind: 'stage.closed', actorId: null, details });
    await insertOutbox(trx, tellRequestChanged(stage.approvalId));
  }
  if (verdict.outcome === 'decline') {
    await endRequest(trx, locked, 'declined', now);
    steps.push({ ...steps[0]!, kind: 'request.declined', actorId: null, details: {} });
  }
  await recordRequestSteps(trx, steps, momentOf(caller));
}

/** @throws DomainError `not_found`, `not_your_action`, `illegal_transition` once it has been decided */
export async function withdrawRequest(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly requestId: string; readonly reason: string },
): Promise<void> {
  const known = await findRequest(trx, input.requestId);
  const locked = known && (await lockRequest(trx, known.approvalId));
  if (locked === undefined) throw new DomainError('not_found', { resource: 'approval_request' });
  const { request, approval } = locked;
  const officerId = caller.actor.actorId;
  if (request.requestedBy !== officerId) throw new DomainError('not_your_action', { officerId });
  if (request.status !== 'open') {
    const move = { from: request.status, to: 'withdrawn', event: 'withdraw' };
    throw new DomainError('illegal_transition', { subject: 'approval_request', ...move });
  }
  const { now } = caller.clock;
  const stages = await listStagesOf(trx, approval.approvalId);
  const open = stages.find(({ status }) => status === 'open');
  if (open !== undefined) {
    await saveStage(trx, open.stageId, { status: 'unused', verdict: null, closedAt: now });
  }
  await endRequest(trx, locked, 'withdrawn', now);
  const ids = { requestId: request.requestId, approvalId: approval.approvalId, stageId: null };
  const details = { reason: input.reason };
  const step = { ...ids, kind: 'request.withdrawn', actorId: officerId, details };
  await recordRequestSteps(trx, [step], momentOf(caller));
  await insertOutbox(trx, tellRequestChanged(approval.approvalId));
}
