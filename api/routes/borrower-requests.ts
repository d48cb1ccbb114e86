/** What borrowers ask for, as work of their branch: relief, complaints, questions. */
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { maskName } from '../../domain/masks.ts';
import {
  findBorrowerRequest,
  listBorrowerRequests,
  type BorrowerRequest,
} from '../../db/queries/borrower-requests.ts';
import { isRequestOpen, possibleOutcomes } from '../../domain/servicing/borrower-requests.ts';
import { answerBorrowerRequest } from '../commands/borrower-requests.ts';
import type { Actor } from '../context.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/borrower-requests.ts';

const tag = 'borrower-requests';
const path = '/v1/borrower-requests';
const one = `${path}/:borrowerRequestId`;

export const routes: readonly Route[] = [
  defineRead({
    path,
    access: 'borrower-request.read',
    tag,
    summary: 'List requests of borrowers, those to be answered first',
    query: wire.requestQuery,
    response: wire.borrowerRequestPage,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { page: _page, size, ...filter } = query;
      const request = { ...filter, scope, limit: size, offset: offsetOf(query) };
      const found = await listBorrowerRequests(db, request);
      return {
        body: toPage(query, { ...found, asOf: clock.now }, (one) => present(one, { actor, clock })),
      };
    },
  }),
  defineRead({
    path: one,
    access: 'borrower-request.read',
    tag,
    summary: 'Read a request of a borrower',
    params: wire.requestParams,
    response: wire.borrowerRequest,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, clock, actor }) => {
      const found = await findBorrowerRequest(db, scope, params.borrowerRequestId);
      if (found === undefined) throw new DomainError('not_found', { resource: 'borrower_request' });
      return { body: present(found, { actor, clock }), version: found.version };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/answers`,
    access: 'borrower-request.answer',
    tag,
    summary: 'Take a request of a borrower up, or answer it',
    params: wire.requestParams,
    body: wire.requestAnswer,
    response: wire.borrowerRequest,
    status: 201,
    refusals: ['not_found', 'request_not_open', 'comment_required'],
    command: async (trx, context) => {
      const answer = { ...context.params, ...context.body };
      const request = await answerBorrowerRequest(trx, context, answer);
      return { status: 201, body: present(request, context), version: request.version };
    },
  }),
];

/** What the borrower themselves sees of it. */
export function presentOwnRequest(request: BorrowerRequest): z.output<typeof wire.ownRequest> {
  const { customerId: _id, customerName: _name, customerKind: _kind, ...rest } = request;
  const { branchId: _branch, answeredBy: _by, requestedDate: _date, ...shown } = rest;
  return shown;
}

type Reader = { readonly actor: Actor; readonly clock: { readonly businessDate: string } };

function present(
  request: BorrowerRequest,
  { actor, clock }: Reader,
): z.output<typeof wire.borrowerRequest> {
  const { customerId, customerName, customerKind, branchId, answeredBy, requestedDate } = request;
  const { kind, status, dueDate } = request;
  const mayAnswer = actor.permissions.has('borrower-request.answer');
  return {
    ...presentOwnRequest(request),
    customerId,
    customerName: customerKind === 'person' ? maskName(customerName) : customerName,
    branchId,
    answeredBy,
    requestedDate,
    isOverdue: isRequestOpen(status) && dueDate < clock.businessDate,
    outcomes: mayAnswer ? [...possibleOutcomes(kind, status)] : [],
  };
}
