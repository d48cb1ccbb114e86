/** A task besides its vote: hand on, ask, have others sign, step aside, claim, take back, remind, copy, comment. */
import { commentOnCase, copyCase, readCopy } from '../commands/case-copies.ts';
import { approveInBulk, checkBulk } from '../commands/bulk-approvals.ts';
import { claimTask, releaseTask } from '../commands/stage-claims.ts';
import { askAdvice, endQuestion, transferTask } from '../commands/stage-handovers.ts';
import { recuse } from '../commands/stage-recusals.ts';
import { remindStage } from '../commands/stage-reminders.ts';
import { addSigners, removeSigner } from '../commands/stage-signers.ts';
import { takeBack } from '../commands/stage-take-backs.ts';
import { taskLimits } from '../../domain/approval/task.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { applicationParams } from '../schemas/application.ts';
import { stageParams } from '../schemas/stage.ts';
import * as wire from '../schemas/task.ts';

const tag = 'stages';
const one = '/v1/stages/:stageId';

const holding = [
  'not_found',
  'stage_not_open',
  'four_eyes',
  'conflict_of_interest',
  'no_seat',
  'already_voted',
  'delegated_away',
  'stage_claimed',
  'advice_pending',
] as const satisfies readonly DomainErrorCode[];
const receiving = [
  'already_seated',
  'already_approved',
  'officer_lacks_role',
  'action_limit_reached',
] as const satisfies readonly DomainErrorCode[];

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: `${one}/transfers`,
    access: 'approval.vote',
    tag,
    summary: 'Hand a task on to another person who may have it',
    params: stageParams,
    body: wire.transferInput,
    response: wire.transferred,
    status: 201,
    refusals: [...holding, ...receiving],
    command: async (trx, context) => {
      const { stageId } = context.params;
      const { seatId } = await transferTask(trx, context, { stageId, ...context.body });
      return { status: 201, body: { stageId, seatId } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/advices`,
    access: 'approval.vote',
    tag,
    summary: 'Ask a colleague for advice; the task comes back to whoever asked',
    params: stageParams,
    body: wire.adviceInput,
    response: wire.adviceAsked,
    status: 201,
    refusals: [...holding, 'action_limit_reached', 'delegation_to_self'],
    command: async (trx, context) => {
      const { stageId } = context.params;
      return { status: 201, body: await askAdvice(trx, context, { stageId, ...context.body }) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/advices/:adviceId/answers',
    access: 'approval.read',
    tag,
    summary: 'Answer a question about a case',
    params: wire.adviceParams,
    body: wire.adviceAnswerInput,
    response: wire.adviceEnded,
    status: 201,
    refusals: ['not_found', 'not_your_action', 'illegal_transition'],
    command: async (trx, context) => {
      const { adviceId } = context.params;
      const status = await endQuestion(trx, context, { adviceId, answer: context.body.answer });
      return { status: 201, body: { adviceId, status } };
    },
  }),
  defineWrite({
    method: 'DELETE',
    path: '/v1/advices/:adviceId',
    access: 'approval.vote',
    tag,
    summary: 'Take a question back and decide without the answer',
    params: wire.adviceParams,
    response: wire.adviceEnded,
    refusals: ['not_found', 'not_your_action', 'illegal_transition'],
    command: async (trx, context) => {
      const { adviceId } = context.params;
      const status = await endQuestion(trx, context, { adviceId, answer: null });
      return { body: { adviceId, status } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/signers`,
    access: 'approval.vote',
    tag,
    summary: 'Have others sign as well: before the stage, after it, or beside it',
    params: stageParams,
    body: wire.signersInput,
    response: wire.signersAdded,
    status: 201,
    refusals: [...holding, ...receiving],
    command: async (trx, context) => {
      const { stageId } = context.params;
      return { status: 201, body: await addSigners(trx, context, { stageId, ...context.body }) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/signers/:officerId/removals`,
    access: 'approval.vote',
    tag,
    summary: 'Take out a signer whom one has added and who has not signed',
    params: wire.signerParams,
    body: wire.reasonInput,
    response: wire.stageRef,
    status: 201,
    refusals: ['not_found', 'stage_not_open', 'no_seat', 'not_your_action', 'already_voted'],
    command: async (trx, context) => {
      await removeSigner(trx, context, { ...context.params, ...context.body });
      return { status: 201, body: { stageId: context.params.stageId } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/recusals`,
    access: 'approval.vote',
    tag,
    summary: 'Step aside for an interest of one’s own',
    params: stageParams,
    body: wire.recusalInput,
    response: wire.recused,
    status: 201,
    refusals: ['not_found', 'stage_not_open', 'no_seat', 'already_voted'],
    command: async (trx, context) => {
      const { stageId } = context.params;
      const verdict = await recuse(trx, context, { stageId, ...context.body });
      return { status: 201, body: { stageId, verdict } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/claims`,
    access: 'approval.vote',
    tag,
    summary: 'Say that one is at a task which one of several decides',
    params: stageParams,
    response: wire.claimed,
    status: 201,
    refusals: [...holding, 'claim_not_needed'],
    command: async (trx, context) => {
      const { stageId } = context.params;
      const claim = await claimTask(trx, context, stageId);
      return { status: 201, body: { stageId, ...claim } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/releases`,
    access: 'approval.vote',
    tag,
    summary: 'Release a task one has claimed',
    params: stageParams,
    response: wire.stageRef,
    status: 201,
    refusals: ['not_found', 'stage_not_open', 'not_your_action'],
    command: async (trx, context) => {
      const { stageId } = context.params;
      await releaseTask(trx, context, stageId);
      return { status: 201, body: { stageId } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/take-backs`,
    access: 'approval.vote',
    tag,
    summary: 'Take back one’s own last vote, for half an hour and while nobody has built on it',
    params: stageParams,
    body: wire.reasonInput,
    response: wire.stageRef,
    status: 201,
    refusals: [
      'not_found',
      'vote_missing',
      'illegal_transition',
      'later_stage_voted',
      'take_back_too_late',
    ],
    command: async (trx, context) => {
      const { stageId } = context.params;
      await takeBack(trx, context, { stageId, ...context.body });
      return { status: 201, body: { stageId } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/reminders`,
    access: 'approval.read',
    tag,
    summary: 'Ask the people of a stage to hurry',
    params: stageParams,
    response: wire.reminded,
    status: 201,
    refusals: [
      'not_found',
      'stage_not_open',
      'not_your_action',
      'action_limit_reached',
      'reminder_too_soon',
    ],
    command: async (trx, context) => {
      const { stageId } = context.params;
      const { number, officerIds } = await remindStage(trx, context, stageId);
      return { status: 201, body: { stageId, number, officerIds: [...officerIds] } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/copies`,
    access: 'approval.read',
    tag,
    summary: 'Let others read a case',
    params: stageParams,
    body: wire.copiesInput,
    response: wire.copied,
    status: 201,
    refusals: ['not_found', 'conflict_of_interest', 'action_limit_reached'],
    command: async (trx, context) => {
      const { stageId } = context.params;
      const officerIds = await copyCase(trx, context, { stageId, ...context.body });
      return { status: 201, body: { officerIds: [...officerIds] } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/applications/:applicationId/copy-readings',
    access: 'approval.read',
    tag,
    summary: 'Mark a copied case as read',
    params: applicationParams,
    response: wire.copied,
    status: 201,
    refusals: ['not_found'],
    command: async (trx, context) => {
      await readCopy(trx, context, context.params.applicationId);
      return { status: 201, body: { officerIds: [context.actor.actorId] } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/comments`,
    access: 'approval.read',
    tag,
    summary: 'Comment on a case; whoever is mentioned gets a copy',
    params: stageParams,
    body: wire.commentInput,
    response: wire.commented,
    status: 201,
    refusals: ['not_found', 'conflict_of_interest', 'action_limit_reached'],
    command: async (trx, context) => {
      const { stageId } = context.params;
      return { status: 201, body: await commentOnCase(trx, context, { stageId, ...context.body }) };
    },
  }),
  defineRead({
    path: '/v1/bulk-approval-checks',
    access: 'approval.vote',
    tag,
    summary: 'Say which of some cases could be approved together, and why not the others',
    query: wire.bulkCheckQuery,
    response: wire.bulkCheck,
    refusals: ['action_limit_reached'],
    handler: async (context) => {
      const { db, query } = context;
      const items = await checkBulk(db, context, query.stageIds);
      return { body: { limit: taskLimits.bulk_approve, items: [...items] } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/bulk-approvals',
    access: 'approval.vote',
    tag,
    summary: 'Approve up to ten cases of the lowest tier with one comment',
    body: wire.bulkInput,
    response: wire.bulkAnswer,
    status: 201,
    refusals: ['action_limit_reached'],
    command: async (trx, context) => {
      const items = await approveInBulk(trx, context, context.body);
      return { status: 201, body: { items: [...items] } };
    },
  }),
];
