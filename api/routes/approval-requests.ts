/** Waivers, write-offs, changes of loans, limits, policies and rights, exports of data: asked for and approved. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney, zero } from '../../domain/money.ts';
import { findRequest } from '../../db/queries/approval-requests.ts';
import { listStagesOf, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { requestApproval, voteOnRequest, withdrawRequest } from '../commands/approval-requests.ts';
import type { Actor } from '../context.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/approval-requests.ts';

const tag = 'approval requests';
const all = '/v1/approval-requests';

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: all,
    access: 'approval-request.create',
    tag,
    summary: 'Ask for approval of something that is no application',
    body: wire.requestInput,
    response: wire.request,
    status: 201,
    refusals: ['request_open', 'own_rights', 'not_found', 'no_matrix_row'],
    command: async (trx, context) => {
      const amount = context.body.amount ?? zero('CNY');
      const { request } = await requestApproval(trx, context, { ...context.body, amount });
      const { requestId } = request;
      const body = await present(trx, requestId, context.actor);
      return { status: 201, location: `${all}/${requestId}`, body };
    },
  }),
  defineRead({
    path: `${all}/:requestId`,
    access: 'approval-request.create',
    tag,
    summary: 'Read a request with its stages, as its requester or one who decides it',
    params: wire.requestParams,
    response: wire.request,
    refusals: ['not_found'],
    handler: async ({ db, params, actor }) => ({
      body: await present(db, params.requestId, actor),
    }),
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/request-stages/:stageId/votes',
    access: 'approval.vote',
    tag,
    summary: 'Approve or decline a request in a stage',
    params: wire.requestStageParams,
    body: wire.requestVote,
    response: wire.requestVoted,
    status: 201,
    refusals: [
      'not_found',
      'stage_not_open',
      'four_eyes',
      'conflict_of_interest',
      'no_seat',
      'already_voted',
      'already_approved',
      'authority_exceeded',
      'reason_required',
      'comment_required',
      'too_few_approvers',
    ],
    command: async (trx, context) => {
      const { stageId } = context.params;
      const voted = await voteOnRequest(trx, context, { stageId, ...context.body });
      return { status: 201, body: { stageId, ...voted } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${all}/:requestId/withdrawals`,
    access: 'approval-request.create',
    tag,
    summary: 'Withdraw a request of mine that has not been decided',
    params: wire.requestParams,
    body: wire.withdrawInput,
    response: wire.requestRef,
    status: 201,
    refusals: ['not_found', 'not_your_action', 'illegal_transition'],
    command: async (trx, context) => {
      const { requestId } = context.params;
      await withdrawRequest(trx, context, { requestId, ...context.body });
      return { status: 201, body: { requestId } };
    },
  }),
];

/** Seen by whoever asked, whoever sits or sat in a stage, and the process admin. */
async function present(db: Kysely<DB>, requestId: string, actor: Actor) {
  const found = await findRequest(db, requestId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'approval_request' });
  const { request, approvalId } = found;
  const stages = await listStagesOf(db, approvalId);
  const isSeated = stages.some(({ seats }) =>
    seats.some((seat) => seat.officerId === actor.actorId),
  );
  if (request.requestedBy !== actor.actorId && !isSeated && !actor.roles.has('process_admin')) {
    throw new DomainError('not_found', { resource: 'approval_request' });
  }
  const { branchId: _branch, amount, content, ...rest } = request;
  const wireForm = { amount: toWireMoney(amount), content: { ...content } };
  return { ...rest, ...wireForm, approvalId, stages: stages.map(presentStage) };
}

function presentStage({ stageId, number, template, status, verdict, seats, votes }: Stage) {
  const open = seats.filter((seat) => status === 'open' && seat.status === 'open');
  return {
    stageId,
    number,
    key: template.key,
    mode: template.mode,
    status,
    verdict,
    openIds: open.map(({ officerId }) => officerId),
    votes: votes.map(({ officerId, answer, comment }) => ({ officerId, answer, comment })),
  };
}
