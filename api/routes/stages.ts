/** The approvers' work: one stage with what may be done in it, and votes. */
import type { Kysely } from 'kysely';
import { taskActions } from '../../domain/approval/task-actions.ts';
import { DomainError } from '../../domain/errors.ts';
import { listAdvicesOfStage } from '../../db/queries/advices.ts';
import { readOfficerNames } from '../../db/queries/approvers.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { findMatter, type StageOfMatter } from '../../db/queries/matters.ts';
import type { Scope } from '../../db/queries/scope.ts';
import { listRunningDeadlines } from '../../db/queries/stage-deadlines.ts';
import type { DB } from '../../db/tables.ts';
import { seatOfficer } from '../commands/seats.ts';
import { assertInSight, assertVisible, readTask } from '../commands/tasks.ts';
import { castVote, type VoteInput } from '../commands/votes.ts';
import type { Actor } from '../context.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/stage.ts';

const tag = 'stages';
const one = '/v1/stages/:stageId';

export const routes: readonly Route[] = [
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
      'not_for_requests',
      'effective_date_too_early',
      'version_has_findings',
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
      'already_seated',
      'already_approved',
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
): Promise<StageOfMatter> {
  const found = await findMatter(db, stageId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'stage' });
  await assertVisible(db, reader, found);
  await assertInSight(db, reader.actor, found);
  return found;
}

async function presentStage(
  db: Kysely<DB>,
  found: StageOfMatter,
  { actor, clock }: { readonly actor: Actor; readonly clock: BusinessClock },
) {
  const { stage, approval, matter } = found;
  const { template } = stage;
  const { task, ballot } = await readTask(db, found, actor.actorId, clock);
  const { claim } = task;
  const people = [...stage.seats, ...stage.votes, ...(claim === null ? [] : [claim])];
  const officerIds = people.map(({ officerId }) => officerId);
  const names = await readOfficerNames(db, [...new Set(officerIds)]);
  const isRunning = stage.status === 'open' || stage.status === 'returned';
  const nameOf = (officerId: string) => names.get(officerId) ?? '';
  return {
    stageId: stage.stageId,
    approvalId: approval.approvalId,
    kind: matter.kind,
    applicationId: matter.kind === 'application' ? matter.subjectId : null,
    requestId: matter.kind === 'request' ? matter.subjectId : null,
    subjectNumber: matter.number,
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
    dueAt: stage.dueAt,
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
    claim: claim && { ...claim, name: nameOf(claim.officerId) },
    advices: (await listAdvicesOfStage(db, stage.stageId)).map(
      ({ stageId: _stage, seatId: _seat, ...advice }) => advice,
    ),
    actions: [...taskActions({ task, ballot })],
  };
}

function statusOf({ stage }: StageOfMatter): 'open' | 'returned' {
  return stage.status === 'returned' ? 'returned' : 'open';
}
