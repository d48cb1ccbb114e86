/** A borrower's own applications: the wizard's draft, handing in, tracking, stepping back. */
import type { Kysely, Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { listOwnApplications } from '../../db/queries/own-applications.ts';
import type { Application } from '../../db/queries/applications.ts';
import { findDocument, findDocumentContent, listDocuments } from '../../db/queries/documents.ts';
import type { DB } from '../../db/tables.ts';
import {
  createApplication,
  discardApplication,
  updateApplication,
} from '../commands/applications.ts';
import { addPaper, reusePapers } from '../commands/application-papers.ts';
import { FILE_BODY_BYTES } from '../commands/documents.ts';
import { reconsider } from '../commands/reconsiderations.ts';
import { submitApplication } from '../commands/submissions.ts';
import { withdrawApplication } from '../commands/withdrawals.ts';
import type { Actor, ReadContext } from '../context.ts';
import {
  presentOwn,
  presentOwnDocument,
  presentOwnLine,
  ownStatusOf,
} from '../own-applications.ts';
import { previewApplicationCosts } from '../own-costs.ts';
import { ownBorrower, ownScope } from '../own.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { z } from 'zod';
import * as wire from '../schemas/my-applications.ts';
import { pageQuery } from '../schemas/common.ts';
import { newPaper } from '../schemas/customers.ts';
import { findVisible } from './applications.ts';

const tag = 'my';
const path = '/v1/my/applications';
const one = `${path}/:applicationId`;

const reads: readonly Route[] = [
  defineRead({
    path,
    access: 'portal.read',
    tag,
    summary: 'List the own applications, newest first',
    query: pageQuery,
    response: wire.ownApplicationPage,
    handler: async ({ db, query, actor, clock }) => {
      const { customerId } = ownBorrower(actor);
      const cut = { limit: query.size, offset: offsetOf(query) };
      const found = await listOwnApplications(db, customerId, cut);
      return { body: toPage(query, { ...found, asOf: clock.now }, presentLine) };
    },
  }),
  defineRead({
    path: one,
    access: 'portal.read',
    tag,
    summary: 'Read an own application: where it is, what is missing, what may be done',
    params: wire.applicationParams,
    response: wire.ownApplication,
    refusals: ['not_found'],
    handler: async ({ db, params, actor, clock }) => {
      const application = await findOwn(db, actor, params.applicationId);
      const body = await presentOwn(db, clock, application);
      return { body, version: application.version };
    },
  }),
  defineRead({
    path: `${one}/preview`,
    access: 'portal.read',
    tag,
    summary: 'Show the schedule and the all-in cost of what the application asks for',
    params: wire.applicationParams,
    response: wire.costPreview,
    refusals: ['not_found', 'amount_not_positive', 'application_incomplete'],
    handler: async ({ db, params, actor, clock }) => {
      const application = await findOwn(db, actor, params.applicationId);
      return { body: await previewApplicationCosts(db, application, clock.businessDate) };
    },
  }),
];

const writes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path,
    access: 'portal.write',
    tag,
    summary: 'Begin an application; it is kept as a draft',
    body: wire.newOwnApplication,
    response: wire.ownApplication,
    status: 201,
    refusals: ['not_found', 'currency_mismatch', 'amount_not_positive'],
    command: async (trx, context) => {
      const { actor, clock, body } = context;
      const { customerId } = ownBorrower(actor);
      const rest = { applicant: {}, security: null, documents: [] };
      const created = await createApplication(trx, context, { ...body, ...rest, customerId });
      await reusePapers(trx, context, created);
      const application = await findOwn(trx, actor, created.applicationId);
      return {
        status: 201,
        location: `${path}/${application.applicationId}`,
        version: application.version,
        body: await presentOwn(trx, clock, application),
      };
    },
  }),
  defineWrite({
    method: 'PATCH',
    path: one,
    access: 'portal.write',
    tag,
    summary: 'Write into a draft, or into an application that came back',
    params: wire.applicationParams,
    body: wire.ownChanges,
    needsVersion: true,
    response: wire.ownApplication,
    refusals: [
      'not_found',
      'stale_version',
      'illegal_transition',
      'currency_mismatch',
      'amount_not_positive',
    ],
    command: async (trx, context) => {
      const { params, body, ifMatch, clock } = context;
      const change = { ifMatch: ifMatch ?? 0, changes: body };
      const application = await updateApplication(trx, context, params.applicationId, change);
      const { version } = application;
      return { version, body: await presentOwn(trx, clock, application) };
    },
  }),
  defineWrite({
    method: 'DELETE',
    path: one,
    access: 'portal.write',
    tag,
    summary: 'Discard a draft',
    params: wire.applicationParams,
    response: wire.ownApplication,
    refusals: ['not_found', 'illegal_transition'],
    command: async (trx, context) => {
      const { applicationId } = context.params;
      const application = await discardApplication(trx, context, applicationId);
      return { body: await presentOwn(trx, context.clock, application) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/documents`,
    access: 'portal.write',
    tag,
    summary: 'Upload a paper: PDF, JPEG or PNG, 10 MB at most',
    params: wire.applicationParams,
    body: newPaper,
    bodyLimitBytes: FILE_BODY_BYTES,
    response: wire.ownDocument,
    status: 201,
    refusals: ['not_found', 'document_type_refused'],
    command: async (trx, context) => {
      const { params, body } = context;
      const received = await addPaper(trx, context, params.applicationId, body);
      return { status: 201, body: presentOwnDocument(received) };
    },
  }),
];

const moves: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: `${one}/submissions`,
    access: 'portal.write',
    tag,
    summary: 'Hand in an application, or hand it in again',
    params: wire.applicationParams,
    response: wire.ownSubmitted,
    status: 201,
    refusals: [
      'not_found',
      'illegal_transition',
      'application_incomplete',
      'duplicate_application',
      'cooling_off',
      'exposure_exceeded',
      'no_matrix_row',
      'ambiguous_matrix_row',
      'grade_undefined',
      'score_value_unbinned',
    ],
    command: async (trx, context) => {
      const { application } = await submitApplication(trx, context, context.params.applicationId);
      const { applicationId, number, status, version } = application;
      const body = { applicationId, number, status: ownStatusOf(status), version };
      return { status: 201, version, body };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/withdrawals`,
    access: 'portal.write',
    tag,
    summary: 'Withdraw an own application',
    params: wire.applicationParams,
    body: wire.ownReason,
    response: wire.ownApplication,
    status: 201,
    refusals: ['not_found', 'illegal_transition', 'money_in_flight'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      const application = await withdrawApplication(trx, context, input);
      return { status: 201, body: await presentOwn(trx, context.clock, application) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/objections`,
    access: 'portal.write',
    tag,
    summary: 'Ask for another look at a decline, by other people',
    params: wire.applicationParams,
    body: wire.ownReason,
    response: wire.ownApplication,
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
      const application = await reconsider(trx, context, input);
      return { status: 201, body: await presentOwn(trx, context.clock, application) };
    },
  }),
];

const documents: readonly Route[] = [
  defineRead({
    path: '/v1/my/documents',
    access: 'portal.read',
    tag,
    summary: 'List the own papers, newest first',
    response: wire.ownDocuments,
    handler: async ({ db, actor }) => {
      const items = await listDocuments(db, ownBorrower(actor).customerId);
      return { body: { items: items.map(presentOwnDocument) } };
    },
  }),
  defineRead({
    path: '/v1/my/documents/:documentId/content',
    access: 'portal.read',
    tag,
    summary: 'Download an own paper',
    params: wire.documentParams,
    response: z.unknown(),
    sendsFile: true,
    refusals: ['not_found'],
    handler: async (context) => ({ file: await ownFile(context) }),
  }),
];

export const routes: readonly Route[] = [...reads, ...writes, ...moves, ...documents];

/** @throws DomainError `not_found` also for an application of somebody else */
export function findOwn(
  db: Kysely<DB> | Transaction<DB>,
  actor: Actor,
  applicationId: string,
): Promise<Application> {
  return findVisible(db, ownScope(actor), applicationId);
}

async function ownFile({
  db,
  actor,
  params,
}: ReadContext<{ readonly documentId: string }, unknown>) {
  const row = await findDocument(db, params.documentId);
  const isOwn = row?.customerId === ownBorrower(actor).customerId;
  const content = row && isOwn ? await findDocumentContent(db, row.documentId) : undefined;
  if (row === undefined || content === undefined)
    throw new DomainError('not_found', { resource: 'document' });
  return { content, mediaType: row.mediaType, fileName: row.fileName };
}

function presentLine(row: { readonly application: Application; readonly product: ProductContent }) {
  return presentOwnLine(row.application, row.product);
}
