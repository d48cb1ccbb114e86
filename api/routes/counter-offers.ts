/** Other terms instead of those asked for, recalls by the originator, and another look at a decline. */
import { listCounterOffers } from '../../db/queries/counter-offers.ts';
import { answerCounterOffer, makeCounterOffer } from '../commands/counter-offers.ts';
import { recallApplication } from '../commands/recalls.ts';
import { reconsider } from '../commands/reconsiderations.ts';
import { presentCounterOffer } from '../decision-record.ts';
import { findReadable } from '../case-reading.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { applicationParams, applicationState } from '../schemas/application.ts';
import { stageParams } from '../schemas/stage.ts';
import * as wire from '../schemas/task.ts';
import { presentState } from './applications.ts';

const tag = 'approvals';
const one = '/v1/applications/:applicationId';

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: '/v1/stages/:stageId/counter-offers',
    access: 'approval.vote',
    tag,
    summary: 'Offer a lower amount, a shorter term, a higher rate or more security than was asked',
    params: stageParams,
    body: wire.counterOfferInput,
    response: wire.counterOfferMade,
    status: 201,
    refusals: [
      'not_found',
      'stage_not_open',
      'four_eyes',
      'conflict_of_interest',
      'no_seat',
      'already_voted',
      'not_your_turn',
      'comment_required',
      'stage_claimed',
      'advice_pending',
      'delegated_away',
      'currency_mismatch',
      'amount_not_positive',
      'counter_offer_above_request',
      'counter_offer_rate_out_of_range',
      'counter_offer_same',
      'rate_follows_reference',
    ],
    command: async (trx, context) => {
      const { stageId } = context.params;
      const made = await makeCounterOffer(trx, context, { stageId, ...context.body });
      const { counterOfferId, voteId, applicationId } = made;
      return { status: 201, body: { counterOfferId, stageId, voteId, applicationId } };
    },
  }),
  defineRead({
    path: `${one}/counter-offers`,
    access: 'offer.read',
    tag,
    summary: 'List the other terms that were offered for an application',
    params: applicationParams,
    response: wire.counterOffers,
    refusals: ['not_found'],
    handler: async (context) => {
      const { db } = context;
      const { applicationId } = await findReadable(context, context.params.applicationId);
      return {
        body: { items: (await listCounterOffers(db, applicationId)).map(presentCounterOffer) },
      };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/counter-offers/:counterOfferId/answers',
    access: 'offer.accept',
    tag,
    summary: 'Answer a counter-offer, as the borrower or for the borrower',
    params: wire.counterOfferParams,
    body: wire.counterAnswerInput,
    response: wire.counterAnswered,
    status: 201,
    refusals: ['not_found', 'counter_offer_closed', 'reason_required', 'no_matrix_row'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      const { application, tier } = await answerCounterOffer(trx, context, input);
      const { applicationId, status, version } = application;
      return { status: 201, version, body: { applicationId, status, version, tier } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/recalls`,
    access: 'application.submit',
    tag,
    summary: 'Take a case in review back to change it, as its originator',
    params: applicationParams,
    body: wire.reasonInput,
    response: applicationState,
    status: 201,
    refusals: ['not_found', 'not_your_action', 'illegal_transition'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      return { status: 201, body: presentState(await recallApplication(trx, context, input)) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/reconsiderations`,
    access: 'application.submit',
    tag,
    summary: 'Have a declined application looked at once more, by other people',
    params: applicationParams,
    body: wire.reasonInput,
    response: applicationState,
    status: 201,
    refusals: [
      'not_found',
      'illegal_transition',
      'reconsidered_before',
      'reconsideration_too_late',
      'no_matrix_row',
    ],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      return { status: 201, body: presentState(await reconsider(trx, context, input)) };
    },
  }),
];
