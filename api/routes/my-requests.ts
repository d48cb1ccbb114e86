/** What a borrower asks of the house: relief, a complaint, a question; and what was answered. */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import {
  findBorrowerRequest,
  listBorrowerRequests,
  markAnswerRead,
  type BorrowerRequest,
} from '../../db/queries/borrower-requests.ts';
import type { DB } from '../../db/tables.ts';
import { makeBorrowerRequest, withdrawBorrowerRequest } from '../commands/borrower-requests.ts';
import type { Actor } from '../context.ts';
import { ownBorrower, ownScope } from '../own.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/borrower-requests.ts';
import { pageQuery } from '../schemas/common.ts';
import { presentOwnRequest } from './borrower-requests.ts';

const tag = 'my';
const path = '/v1/my/requests';
const one = `${path}/:borrowerRequestId`;

export const routes: readonly Route[] = [
  defineRead({
    path,
    access: 'portal.read',
    tag,
    summary: 'List what was asked, what waits for an answer first',
    query: pageQuery,
    response: wire.ownRequestPage,
    handler: async ({ db, query, actor, clock }) => {
      const request = { scope: ownScope(actor), limit: query.size, offset: offsetOf(query) };
      const found = await listBorrowerRequests(db, request);
      return { body: toPage(query, { ...found, asOf: clock.now }, presentOwnRequest) };
    },
  }),
  defineWrite({
    method: 'POST',
    path,
    access: 'portal.write',
    tag,
    summary: 'Ask for relief, complain, or ask a question',
    body: wire.newOwnRequest,
    response: wire.ownRequest,
    status: 201,
    refusals: ['not_found'],
    command: async (trx, context) => {
      const { customerId } = ownBorrower(context.actor);
      const request = await makeBorrowerRequest(trx, context, customerId, context.body);
      const location = `${path}/${request.borrowerRequestId}`;
      return { status: 201, body: presentOwnRequest(request), location };
    },
  }),
  defineRead({
    path: one,
    access: 'portal.read',
    tag,
    summary: 'Read what was asked and answered',
    params: wire.requestParams,
    response: wire.ownRequest,
    refusals: ['not_found'],
    handler: async ({ db, params, actor }) => ({
      body: presentOwnRequest(await findOwn(db, actor, params.borrowerRequestId)),
    }),
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/readings`,
    access: 'portal.write',
    tag,
    summary: 'Say that the answer was read',
    params: wire.requestParams,
    response: wire.ownRequest,
    refusals: ['not_found'],
    command: async (trx, context) => {
      const { borrowerRequestId } = context.params;
      await findOwn(trx, context.actor, borrowerRequestId);
      await markAnswerRead(trx, borrowerRequestId, context.clock.now);
      const request = await findOwn(trx, context.actor, borrowerRequestId);
      return { body: presentOwnRequest(request) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/withdrawals`,
    access: 'portal.write',
    tag,
    summary: 'Withdraw what was asked',
    params: wire.requestParams,
    response: wire.ownRequest,
    status: 201,
    refusals: ['not_found', 'request_not_open'],
    command: async (trx, context) => {
      const { borrowerRequestId } = context.params;
      const request = await withdrawBorrowerRequest(trx, context, borrowerRequestId);
      return { status: 201, body: presentOwnRequest(request) };
    },
  }),
];

async function findOwn(
  db: Kysely<DB>,
  actor: Actor,
  borrowerRequestId: string,
): Promise<BorrowerRequest> {
  const found = await findBorrowerRequest(db, ownScope(actor), borrowerRequestId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'borrower_request' });
  return found;
}
