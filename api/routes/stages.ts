/** The approvers' work: queues, one stage with what may be done in it, and votes. */
import type { Kysely } from 'kysely';
import type { VoteAnswer } from '../../domain/approval/stage.ts';
import { taskActions } from '../../domain/approval/task-actions.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskName } from '../../domain/masks.ts';
import { toWireMoney } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import { findApplication } from '../../db/queries/applications.ts';
import { findApproval } from '../../db/queries/approvals.ts';
import { readOfficerNames } from '../../db/queries/approvers.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import type { Scope } from '../../db/queries/scope.ts';
import { listRunningDeadlines } from '../../db/queries/stage-deadlines.ts';
import { countQueues, listQueue, type QueueLine } from '../../db/queries/stage-queue.ts';
import { findStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { StageOfCase } from '../commands/ballots.ts';
import { seatOfficer } from '../commands/seats.ts';
import { assertVisible, readTask } from '../commands/tasks.ts';
import { castVote, type VoteInput } from '../commands/votes.ts';
import type { Actor } from '../context.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/stage.ts';

const tag = 'stages';
const one = '/v1/stages/:stageId';
const answers: readonly VoteAnswer[] = ['approve', 'decline', 'return'];

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/stages',
    access: 'approval.read',
    tag,
    summary: 'List a queue: mine to do, done, started, delegated, asked, copied, my team’s, or all',
    query: wire.queueQuery,
    response: wire.queuePage,
    handler: async ({ db, query, actor, scope, clock }) => {
      const cut = { limit: query.size, offset: offsetOf(query) };
      const reader = { officerId: actor.actorId, branchId: actor.branchId, scope };
      const rows = await listQueue(db, reader, query.mine, cut);
      const counts = await countQueues(db, reader);
      const found = { rows, total: counts[query.mine], asOf: clock.now };
      return { body: { ...toPage(query, found, (line) => presentLine(line, actor)), counts } };
    },
  }),
  defineRead({
    path: one,
    access: 'approval.read',
    tag,
    summary: 'Read a stage: seats, votes, clocks, and what I may do in it',
    params: wire.stageParams,
    response: wire.stageDetail,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, actor, clock }) => {
      const found = await findVisibleStage(db, { scope, actor }, params.stageId);
      return { body: await presentStage(db, found, { actor, clock }) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/votes`,
    access: 'approval.vote',
    tag,
    summary: 'Vote in a stage: approve, decline, or return',
    params: wire.stageParams,
    body: wire.voteInput,
    response: wire.voteAnswer,
    status: 201,
    refusals: [
      'not_found',
      'stage_not_open',
      'four_eyes',
      'conflict_of_interest',
      'no_seat',
      'already_voted',
      'already_approved',
      'not_your_turn',
      'authority_exceeded',
      'reason_required',
      'comment_required',
      'return_target_invalid',
      'too_few_approvers',
      'delegated_away',
      'stage_claimed',
      'advice_pending',
    ],
    command: async (trx, context) => {
      const { params, body } = context;
      return { status: 201, body: await castVote(trx, context, { ...params, ...readVote(body) }) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/seats`,
    access: 'approval.seat',
    tag,
    summary: 'Seat a person in a stage for which too few were found',
    params: wire.stageParams,
    body: wire.seatInput,
    response: wire.seated,
    status: 201,
    refusals: [
      'not_found',
      'stage_not_open',
      'four_eyes',
      'officer_lacks_role',
      'conflict_of_interest',
    ],
    command: async (trx, context) => {
      const { stageId } = context.params;
      await seatOfficer(trx, context, { stageId, ...context.body });
      return { status: 201, body: { stageId, officerId: context.body.officerId } };
    },
  }),
];

function readVote(body: wire.VoteBody): Omit<VoteInput, 'stageId'> {
  const { answer, comment } = body;
  if (answer === 'approve') {
    const { conditions } = body;
    return { answer, comment, conditions, reasonCode: null, returnTarget: null };
  }
  if (answer === 'decline') {
    return { answer, comment, reasonCode: body.reasonCode, returnTarget: null };
  }
  return { answer, comment, reasonCode: body.reasonCode, returnTarget: body.returnTarget };
}

/** @throws DomainError `not_found` for whoever may not see the case */
async function findVisibleStage(
  db: Kysely<DB>,
  reader: { readonly scope: Scope; readonly actor: Actor },
  stageId: string,
): Promise<StageOfCase> {
  const stage = await findStage(db, stageId);
  const approval = stage && (await findApproval(db, stage.approvalId));
  const application = approval && (await findApplication(db, approval.applicationId));
  if (stage === undefined || approval === undefined || application === undefined) {
    throw new DomainError('not_found', { resource: 'stage' });
  }
  const found = { stage, approval, application };
  await assertVisible(db, reader, found);
  return found;
}

async function presentStage(
  db: Kysely<DB>,
  found: StageOfCase,
  { actor, clock }: { readonly actor: Actor; readonly clock: BusinessClock },
) {
  const { stage, approval, application } = found;
  const { template } = stage;
  const { task, ballot } = await readTask(db, found, actor.actorId, clock);
  const officerIds = [...stage.seats, ...stage.votes].map(({ officerId }) => officerId);
  const names = await readOfficerNames(db, [...new Set(officerIds)]);
  const isRunning = stage.status === 'open' || stage.status === 'returned';
  const nameOf = (officerId: string) => names.get(officerId) ?? '';
  return {
    stageId: stage.stageId,
    approvalId: approval.approvalId,
    applicationId: application.applicationId,
    applicationNumber: application.number,
    number: stage.number,
    attempt: stage.attempt,
    stageCount: approval.path.length,
    tier: approval.tier,
    key: template.key,
    mode: template.mode,
    quorumCount: template.quorumCount,
    commentOnApprove: template.commentOnApprove,
    status: stage.status,
    verdict: stage.verdict,
    submissionNumber: stage.submissionNumber,
    openedAt: stage.openedAt,
    closedAt: stage.closedAt,
    seats: stage.seats.map(({ onBehalfOf: _for, transferCount: _count, ...seat }) => ({
      ...seat,
      addedGroup: seat.addedGroup ?? null,
      name: nameOf(seat.officerId),
    })),
    votes: stage.votes.map(({ returnTarget: _target, ...vote }) => ({
      ...vote,
      name: nameOf(vote.officerId),
    })),
    deadlines: isRunning ? await listRunningDeadlines(db, stage.stageId, statusOf(found)) : [],
    claim: task.claim,
    actions: [...taskActions({ task, ballot })],
  };
}

function statusOf({ stage }: StageOfCase): 'open' | 'returned' {
  return stage.status === 'returned' ? 'returned' : 'open';
}

function presentLine(line: QueueLine, actor: Actor) {
  const name = line.customerName;
  return {
    applicationId: line.applicationId,
    number: line.number,
    customerName: line.customerKind === 'company' ? name : maskName(name),
    product: line.product,
    amount: toWireMoney({ minor: line.amountMinor, currency: line.currency }),
    grade: line.grade,
    tier: line.tier,
    applicationStatus: line.applicationStatus,
    stage: presentStageLine(line),
    myVote: line.myAnswer === null ? null : { answer: line.myAnswer, votedAt: line.votedAt! },
    actions: quickActions(line, actor),
  };
}

function presentStageLine(line: QueueLine) {
  if (line.stageId === null) return null;
  return {
    stageId: line.stageId,
    key: line.stageKey!,
    number: line.stageNumber!,
    attempt: line.attempt!,
    mode: line.mode!,
    quorumCount: line.quorumCount,
    status: line.stageStatus!,
    approveCount: line.approveCount,
    openedAt: line.openedAt!,
    dueAt: line.dueAt,
  };
}

/** What the list can know without asking for each row; the stage's own page asks everything. */
function quickActions(line: QueueLine, actor: Actor) {
  const reasonCode = quickRefusal(line, actor);
  return answers.map((action) => ({ action, allowed: reasonCode === null, reasonCode }));
}

function quickRefusal(line: QueueLine, actor: Actor): string | null {
  if (line.stageStatus !== 'open') return 'stage_not_open';
  if (line.makerIds.includes(actor.actorId)) return 'four_eyes';
  if (line.myAnswer !== null) return 'already_voted';
  if (line.seatRole !== null && !actor.roles.has(line.seatRole as Role)) return 'no_seat';
  return null;
}
