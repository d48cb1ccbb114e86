/** What else goes through approval: asked for, decided in the stages of its own matrix, in effect from a date. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { maskName } from '../../domain/masks.ts';
import { toWireMoney } from '../../domain/money.ts';
import { findApplicantIfAny } from '../../db/queries/applicants.ts';
import { readOfficerNames } from '../../db/queries/approvers.ts';
import { listRequestTimeline, type TimelineEvent } from '../../db/queries/approval-events.ts';
import { findRequest, type LockedRequest } from '../../db/queries/approval-requests.ts';
import { requestMatter } from '../../db/queries/matters.ts';
import { listStagesOf, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { withdrawRequest } from '../commands/approval-requests.ts';
import { readCopy } from '../commands/case-copies.ts';
import { handInAgain } from '../commands/request-resubmissions.ts';
import { requestLimit, requestRole } from '../commands/rights-requests.ts';
import { assertInSight, assertVisible } from '../commands/tasks.ts';
import type { ReadContext } from '../context.ts';
import { readCursor, toTimeline } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { cursorQuery, timeline } from '../schemas/application.ts';
import * as wire from '../schemas/approval-requests.ts';
import { copied } from '../schemas/task.ts';

const tag = 'approval requests';
const all = '/v1/approval-requests';
const one = `${all}/:requestId`;

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: all,
    access: 'approval-request.create',
    tag,
    summary: 'Ask for a role or a limit of a colleague; it is given when others have approved it',
    body: wire.requestInput,
    response: wire.request,
    status: 201,
    refusals: ['request_open', 'own_rights', 'not_found', 'no_matrix_row', 'role_grant_exists'],
    command: async (trx, context) => {
      const { body } = context;
      const { request } =
        body.subjectType === 'role_grant'
          ? await requestRole(trx, context, body)
          : await requestLimit(trx, context, body);
      const { requestId } = request;
      const shown = await present(trx, (await findRequest(trx, requestId))!);
      return { status: 201, location: `${all}/${requestId}`, body: shown };
    },
  }),
  defineRead({
    path: one,
    access: 'approval-request.create',
    tag,
    summary: 'Read a request with its stages',
    params: wire.requestParams,
    response: wire.request,
    refusals: ['not_found'],
    handler: async (context) => ({
      body: await present(context.db, await findVisible(context)),
    }),
  }),
  defineRead({
    path: `${one}/timeline`,
    access: 'approval-request.create',
    tag,
    summary: 'Read everything that happened to a request, oldest first',
    params: wire.requestParams,
    query: cursorQuery,
    response: timeline,
    refusals: ['not_found'],
    handler: async (context) => {
      const { approval } = await findVisible(context);
      const { cursor, size } = context.query;
      const part = { afterSeq: readCursor(cursor) ?? 0n, limit: size + 1 };
      const events = await listRequestTimeline(context.db, approval.approvalId, part);
      const seqOf = ({ seq }: TimelineEvent) => seq;
      return { body: toTimeline(size, events, seqOf, ({ seq: _seq, ...event }) => event) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/withdrawals`,
    access: 'approval-request.create',
    tag,
    summary: 'Withdraw a request of mine that has not taken effect',
    params: wire.requestParams,
    body: wire.withdrawInput,
    response: wire.requestRef,
    status: 201,
    refusals: ['not_found', 'not_your_action', 'illegal_transition'],
    command: async (trx, context) => {
      const { requestId } = context.params;
      const { number, status } = await withdrawRequest(trx, context, {
        requestId,
        ...context.body,
      });
      return { status: 201, body: { requestId, number, status } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/copy-readings`,
    access: 'approval.read',
    tag,
    summary: 'Mark a copied request as read',
    params: wire.requestParams,
    response: copied,
    status: 201,
    refusals: ['not_found'],
    command: async (trx, context) => {
      await readCopy(trx, context, context.params.requestId);
      return { status: 201, body: { officerIds: [context.actor.actorId] } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/resubmissions`,
    access: 'approval-request.create',
    tag,
    summary: 'Hand in again what was returned; a change of a loan is quoted again',
    params: wire.requestParams,
    body: wire.resubmission,
    response: wire.requestRef,
    status: 201,
    refusals: [
      'not_found',
      'not_your_action',
      'illegal_transition',
      'in_progress',
      'no_matrix_row',
    ],
    command: async (trx, context) => {
      const { requestId } = context.params;
      const { number, status } = await handInAgain(trx, context, { requestId, ...context.body });
      return { status: 201, body: { requestId, number, status } };
    },
  }),
];

/** Seen by whoever asked, whoever sits or sat in a stage or was let in, and whoever sees its branch's cases. */
async function findVisible({
  db,
  params,
  actor,
  scope,
}: ReadContext<{ readonly requestId: string }, unknown>): Promise<LockedRequest> {
  const found = await findRequest(db, params.requestId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'approval_request' });
  const { request, approval } = found;
  if (request.requestedBy === actor.actorId) return found;
  await assertInSight(db, actor, { matter: requestMatter(request) });
  const stages = await listStagesOf(db, approval.approvalId);
  if (stages.some(({ seats }) => seats.some(({ officerId }) => officerId === actor.actorId))) {
    return found;
  }
  const [stage] = stages;
  if (stage === undefined || !actor.permissions.has('approval.read')) {
    throw new DomainError('not_found', { resource: 'approval_request' });
  }
  await assertVisible(db, { actor, scope }, { matter: requestMatter(request), approval, stage });
  return found;
}

async function present(db: Kysely<DB>, { request, approval }: LockedRequest) {
  const stages = await listStagesOf(db, approval.approvalId);
  const { branchId: _branch, returnedAt: _returned, amount, content, ...rest } = request;
  const { approvalId, tier } = approval;
  const shownStages = stages.map(presentStage);
  return {
    ...rest,
    amount: toWireMoney(amount),
    content: { ...content },
    customerName: await readCustomerName(db, request.customerId),
    names: await readNames(db, request.requestedBy, shownStages),
    approvalId,
    tier,
    stages: shownStages,
  };
}

async function readCustomerName(db: Kysely<DB>, customerId: string | null) {
  const customer = customerId === null ? undefined : await findApplicantIfAny(db, customerId);
  if (customer === undefined) return null;
  return customer.kind === 'company' ? customer.name : maskName(customer.name);
}

async function readNames(
  db: Kysely<DB>,
  requestedBy: string | null,
  stages: readonly ReturnType<typeof presentStage>[],
) {
  const seated = stages.flatMap(({ openIds, votes }) => [
    ...openIds,
    ...votes.map(({ officerId }) => officerId),
  ]);
  const ids = requestedBy === null ? seated : [requestedBy, ...seated];
  return Object.fromEntries(await readOfficerNames(db, [...new Set(ids)]));
}

function presentStage({ stageId, number, attempt, template, status, verdict, ...stage }: Stage) {
  const open = stage.seats.filter((seat) => status === 'open' && seat.status === 'open');
  return {
    stageId,
    number,
    attempt,
    key: template.key,
    mode: template.mode,
    status,
    verdict,
    openIds: open.map(({ officerId }) => officerId),
    votes: stage.votes.map(({ officerId, answer, reasonCode, comment, votedAt }) => ({
      officerId,
      answer,
      reasonCode,
      comment,
      votedAt,
    })),
  };
}
