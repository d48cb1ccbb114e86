/** Collection cases: the queue, one case, and what a collector does in it. */
import { listCases, type QueuedCase } from '../../db/queries/case-queue.ts';
import { readContactGrounds } from '../../db/queries/contact-ground.ts';
import { listCaseEvents } from '../../db/queries/case-events.ts';
import { listPromises } from '../../db/queries/promises.ts';
import { presentCase, presentListed, presentPromise, visibleCase } from '../case-view.ts';
import { claimCase, giveCase, liftContactStop, stopContact } from '../commands/cases.ts';
import { recordBlockedAttempt, recordContactAttempt } from '../commands/contact-attempts.ts';
import { takePromise } from '../commands/promises.ts';
import type { WriteContext } from '../context.ts';
import { checkPhone } from '../identity.ts';
import { offsetOf, readCursor, toPage, toTimeline } from '../paging.ts';
import { refuseRequest } from '../problem.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/collection-cases.ts';
import { phoneIndex } from '../sealing.ts';
import type { Transaction } from 'kysely';
import type { DB } from '../../db/tables.ts';

const tag = 'collection-cases';
const path = '/v1/collection-cases';
const one = `${path}/:caseId`;

const working = ['not_found', 'case_ended', 'case_claimed'] as const;
const promising = [
  'currency_mismatch',
  'amount_not_positive',
  'promise_date_out_of_range',
  'too_many_promises',
] as const;

const reads: readonly Route[] = [
  defineRead({
    path,
    access: 'collection-case.read',
    tag,
    summary: 'List running cases, the longest past due first',
    query: wire.caseQuery,
    response: wire.cases,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { page: _page, size, owner, ownerId, ...filter } = query;
      const { cases, total } = await listCases(db, {
        ...filter,
        scope,
        businessDate: clock.businessDate,
        ownerId: owner === 'mine' ? actor.actorId : ownerId,
        isUnowned: owner === 'unowned',
        limit: size,
        offset: offsetOf(query),
        now: clock.now,
      });
      const grounds = await readContactGrounds(db, {
        customerIds: cases.map(({ customerId }) => customerId),
        businessDate: clock.businessDate,
      });
      const present = (found: QueuedCase) => presentListed(found, { grounds, now: clock.now });
      return { body: toPage(query, { rows: cases, total, asOf: clock.now }, present) };
    },
  }),
  defineRead({
    path: one,
    access: 'collection-case.read',
    tag,
    summary: 'Read a case with its loans, promises, attempts, stops and who may be contacted now',
    params: wire.caseParams,
    response: wire.collectionCase,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, clock, actor }) => {
      const found = await visibleCase(db, scope, { ...params, clock });
      return { body: await presentCase(db, found, { actor, clock }), version: found.version };
    },
  }),
  defineRead({
    path: `${one}/timeline`,
    access: 'collection-case.read',
    tag,
    summary: 'Read what happened in a case, oldest first',
    params: wire.caseParams,
    query: wire.eventQuery,
    response: wire.caseEvents,
    refusals: ['not_found'],
    handler: async ({ db, params, query, scope, clock }) => {
      const { caseId } = await visibleCase(db, scope, { ...params, clock });
      const afterSeq = readCursor(query.cursor) ?? 0n;
      const rows = await listCaseEvents(db, caseId, { afterSeq, limit: query.size + 1 });
      const body = toTimeline(
        query.size,
        rows,
        ({ seq }) => seq,
        ({ seq: _seq, ...event }) => ({ ...event, details: { ...event.details } }),
      );
      return { body };
    },
  }),
];

const moves: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: `${one}/claim`,
    access: 'collection-case.work',
    tag,
    summary: 'Take a case from the queue for half an hour, renewed by each contact',
    params: wire.caseParams,
    response: wire.collectionCase,
    refusals: [...working, 'officer_lacks_role'],
    command: async (trx, context) => {
      await claimCase(trx, context, context.params.caseId);
      return answer(trx, context);
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/transfer`,
    access: 'collection-case.work',
    tag,
    summary: 'Give a case to somebody of its level',
    params: wire.caseParams,
    body: wire.givenCase,
    response: wire.collectionCase,
    refusals: [...working, 'officer_lacks_role'],
    command: async (trx, context) => {
      await giveCase(trx, context, { ...context.params, ...context.body });
      return answer(trx, context);
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/stops`,
    access: 'collection-case.work',
    tag,
    summary: 'Stop contact for a dispute, a complaint, hardship, death or a suit',
    params: wire.caseParams,
    body: wire.newStop,
    status: 201,
    response: wire.setStop,
    refusals: working,
    command: async (trx, context) => ({
      status: 201,
      body: await stopContact(trx, context, { ...context.params, ...context.body }),
    }),
  }),
  defineWrite({
    method: 'DELETE',
    path: `${one}/stops/:flag`,
    access: 'collection-case.work',
    tag,
    summary: 'Let contact go on before a stop ends by itself',
    params: wire.stopParams,
    response: wire.collectionCase,
    refusals: working,
    command: async (trx, context) => {
      await liftContactStop(trx, context, context.params);
      return answer(trx, context);
    },
  }),
];

const work: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: `${one}/contact-attempts`,
    access: 'collection-case.work',
    tag,
    summary: 'Record a contact that the rules allow now',
    params: wire.caseParams,
    body: wire.newAttempt,
    status: 201,
    response: wire.recordedAttempt,
    refusals: [
      ...working,
      'result_not_offered',
      'contact_not_allowed',
      'follow_up_not_ahead',
      ...promising,
    ],
    onRefused: (trx, context, refusal) =>
      recordBlockedAttempt(trx, context, { ...context.params, ...context.body }, refusal),
    command: async (trx, context) => {
      const { phone, ...attempt } = context.body;
      const numberKey = phone === null ? null : phoneKey(context, phone);
      const input = { ...context.params, ...attempt, numberKey };
      const contactAttemptId = await recordContactAttempt(trx, context, input);
      return { status: 201, body: { contactAttemptId } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/promises`,
    access: 'collection-case.work',
    tag,
    summary: 'Take a promise to pay; it takes the place of the open one',
    params: wire.caseParams,
    body: wire.newPromise,
    status: 201,
    response: wire.takenPromise,
    refusals: [...working, ...promising],
    command: async (trx, context) => {
      const { caseId } = context.params;
      const promiseSetId = await takePromise(trx, context, { caseId, parts: context.body.parts });
      const promises = (await listPromises(trx, caseId)).filter(
        (promise) => promise.promiseSetId === promiseSetId,
      );
      return { status: 201, body: { promiseSetId, promises: promises.map(presentPromise) } };
    },
  }),
];

export const routes: readonly Route[] = [...reads, ...moves, ...work];

type CaseContext = WriteContext<{ readonly caseId: string }, unknown, unknown>;

async function answer(trx: Transaction<DB>, { params, scope, clock, actor }: CaseContext) {
  const found = await visibleCase(trx, scope, { caseId: params.caseId, clock });
  return { body: await presentCase(trx, found, { actor, clock }), version: found.version };
}

function phoneKey({ services }: Pick<CaseContext, 'services'>, phone: string): string {
  const checked = checkPhone(phone, '/phone');
  if ('error' in checked) refuseRequest([checked.error]);
  return phoneIndex(services.keys, checked.value).toString('hex');
}
