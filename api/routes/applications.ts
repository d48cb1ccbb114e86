/** Applications: drafts, handing in, withdrawing, and everything there is to read of a case. */
import { DomainError } from '../../domain/errors.ts';
import { maskName } from '../../domain/masks.ts';
import { toWireMoney } from '../../domain/money.ts';
import { blockersOf, checkCompleteness } from '../../domain/origination/completeness.ts';
import type { Kysely } from 'kysely';
import { listApplications, type ApplicationLine } from '../../db/queries/application-lists.ts';
import { findApplication, type Application } from '../../db/queries/applications.ts';
import { listTimeline } from '../../db/queries/approval-events.ts';
import { listAssessments } from '../../db/queries/assessments.ts';
import { readApplicationData } from '../../db/queries/case-data.ts';
import { readCaseNames } from '../../db/queries/case-names.ts';
import { readProduct } from '../../db/queries/policy-contents.ts';
import { isWithinScope, type Scope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import { applicationActionsOf } from '../application-actions.ts';
import { addPaper, reusePapers } from '../commands/application-papers.ts';
import {
  createApplication,
  discardApplication,
  updateApplication,
} from '../commands/applications.ts';
import { FILE_BODY_BYTES } from '../commands/documents.ts';
import { submitApplication } from '../commands/submissions.ts';
import { withdrawApplication } from '../commands/withdrawals.ts';
import type { Actor } from '../context.ts';
import { offsetOf, readCursor, toPage, toTimeline } from '../paging.ts';
import { findReadable } from '../case-reading.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { previewApplicationCosts } from '../own-costs.ts';
import * as wire from '../schemas/application.ts';
import { document, newPaper } from '../schemas/customers.ts';
import { costPreview } from '../schemas/my-applications.ts';

const tag = 'applications';
const one = '/v1/applications/:applicationId';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/applications',
    access: 'application.read',
    tag,
    summary: 'List applications, newest first',
    query: wire.applicationQuery,
    response: wire.applicationPage,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { page: _page, size, ...filter } = query;
      const cut = { limit: size, offset: offsetOf(query) };
      const found = await listApplications(db, scope, filter, cut);
      const page = { ...found, asOf: clock.now };
      return { body: toPage(query, page, (line) => presentLine(line, actor)) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/applications',
    access: 'application.create',
    tag,
    summary: 'Open a draft for a customer and a product',
    body: wire.applicationInput,
    response: wire.application,
    status: 201,
    refusals: ['not_found', 'currency_mismatch', 'amount_not_positive'],
    command: async (trx, context) => {
      const { reusesPapers, ...input } = context.body;
      const created = await createApplication(trx, context, input);
      if (reusesPapers) await reusePapers(trx, context, created);
      const application = await findVisible(trx, context.scope, created.applicationId);
      return {
        status: 201,
        location: `/v1/applications/${application.applicationId}`,
        version: application.version,
        body: await present(trx, context, application),
      };
    },
  }),
  defineRead({
    path: one,
    access: 'application.read',
    tag,
    summary: 'Read an application with what it still lacks',
    params: wire.applicationParams,
    response: wire.application,
    refusals: ['not_found'],
    handler: async (context) => {
      const { db, actor, clock, scope } = context;
      const application = await findReadable(context, context.params.applicationId);
      const body = await present(db, { actor, clock }, application);
      // A guest only reads.
      const actions = isWithinScope(scope, application) ? body.actions : [];
      return { body: { ...body, actions }, version: application.version };
    },
  }),
  defineWrite({
    method: 'PATCH',
    path: one,
    access: 'application.update',
    tag,
    summary: 'Write into a draft, or into a returned application',
    params: wire.applicationParams,
    body: wire.applicationChanges,
    needsVersion: true,
    response: wire.application,
    refusals: [
      'not_found',
      'stale_version',
      'illegal_transition',
      'currency_mismatch',
      'amount_not_positive',
    ],
    command: async (trx, context) => {
      const { params, body, ifMatch } = context;
      const change = { ifMatch: ifMatch ?? 0, changes: body };
      const application = await updateApplication(trx, context, params.applicationId, change);
      const { version } = application;
      return { version, body: await present(trx, context, application) };
    },
  }),
  defineRead({
    path: `${one}/preview`,
    access: 'application.read',
    tag,
    summary: 'Show the schedule and the all-in cost of what an application asks for',
    params: wire.applicationParams,
    response: costPreview,
    refusals: ['not_found', 'amount_not_positive', 'application_incomplete'],
    handler: async (context) => {
      const application = await findReadable(context, context.params.applicationId);
      const { db, clock } = context;
      return { body: await previewApplicationCosts(db, application, clock.businessDate) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/documents`,
    access: 'application.update',
    tag,
    summary: 'Receive a paper for an application: PDF, JPEG or PNG, 10 MB at most',
    params: wire.applicationParams,
    body: newPaper,
    bodyLimitBytes: FILE_BODY_BYTES,
    response: document,
    status: 201,
    refusals: ['not_found', 'document_type_refused'],
    command: async (trx, context) => {
      const { params, body } = context;
      const received = await addPaper(trx, context, params.applicationId, body);
      return { status: 201, body: received, location: `/v1/documents/${received.documentId}` };
    },
  }),
  defineWrite({
    method: 'DELETE',
    path: one,
    access: 'application.update',
    tag,
    summary: 'Discard a draft',
    params: wire.applicationParams,
    response: wire.applicationState,
    refusals: ['not_found', 'illegal_transition'],
    command: async (trx, context) => {
      const { applicationId } = context.params;
      return { body: presentState(await discardApplication(trx, context, applicationId)) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/submissions`,
    access: 'application.submit',
    tag,
    summary: 'Hand in an application, or hand it in again after a return',
    params: wire.applicationParams,
    response: wire.submitted,
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
      const result = await submitApplication(trx, context, context.params.applicationId);
      const { application, submissionNumber, path } = result;
      const { applicationId, number, status, version } = application;
      const body = { applicationId, number, status, submissionNumber, path, version };
      return { status: 201, version, body };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/withdrawals`,
    access: 'application.withdraw',
    tag,
    summary: 'Withdraw an application for the applicant',
    params: wire.applicationParams,
    body: wire.withdrawalInput,
    response: wire.applicationState,
    status: 201,
    refusals: ['not_found', 'illegal_transition', 'money_in_flight'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      const application = await withdrawApplication(trx, context, input);
      return { status: 201, body: presentState(application) };
    },
  }),
  defineRead({
    path: `${one}/timeline`,
    access: 'approval.read',
    tag,
    summary: 'Read what happened to an application, oldest first',
    params: wire.applicationParams,
    query: wire.cursorQuery,
    response: wire.timeline,
    refusals: ['not_found'],
    handler: async (context) => {
      const { db, query } = context;
      const { applicationId } = await findReadable(context, context.params.applicationId);
      const { cursor, size } = query;
      const part = { afterSeq: readCursor(cursor) ?? 0n, limit: size + 1 };
      const events = await listTimeline(db, applicationId, part);
      return {
        body: toTimeline(
          size,
          events,
          ({ seq }) => seq,
          ({ seq: _seq, ...event }) => event,
        ),
      };
    },
  }),
  defineRead({
    path: `${one}/assessments`,
    access: 'approval.read',
    tag,
    summary: 'Read the automatic decisions with inputs, rules, points and versions, newest first',
    params: wire.applicationParams,
    response: wire.assessmentList,
    refusals: ['not_found'],
    handler: async (context) => {
      const { db } = context;
      const { applicationId } = await findReadable(context, context.params.applicationId);
      const items = await listAssessments(db, applicationId);
      return { body: { items: items.map(presentAssessment) } };
    },
  }),
];

/** @throws DomainError `not_found` also for what the actor may not see */
export async function findVisible(
  db: Kysely<DB>,
  scope: Scope,
  applicationId: string,
): Promise<Application> {
  const application = await findApplication(db, applicationId);
  if (application === undefined || !isWithinScope(scope, application)) {
    throw new DomainError('not_found', { resource: 'application' });
  }
  return application;
}

type Reader = { readonly actor: Actor; readonly clock: { readonly businessDate: string } };

async function present(db: Kysely<DB>, { actor, clock }: Reader, application: Application) {
  const product = await readProduct(db, application.productVersionId);
  const data = await readApplicationData(db, application);
  const completeness = checkCompleteness(data, product, clock.businessDate);
  const { customerName, ...names } = await readCaseNames(db, application.applicationId);
  const {
    createdDate: _createdDate,
    changedDate: _changedDate,
    submittedDate: _submittedDate,
    decidedDate: _decidedDate,
    content,
    ...shown
  } = application;
  return {
    ...shown,
    ...names,
    customerName: names.customerKind === 'company' ? customerName : maskName(customerName),
    ...insideView(actor, application),
    product: content.productCode,
    productNames: product.names,
    amount: toWireMoney(application.amount),
    content: data,
    completeness: [...completeness],
    // Nothing is collected between submit and review, so what is needed for the review is needed to hand in.
    submitBlockers: [...new Set(blockersOf(completeness, 'review').map((item) => item.path))],
    actions: await applicationActionsOf(db, { actor, clock }, application),
  };
}

function presentLine(found: ApplicationLine, actor: Actor) {
  const { customerKind, customerName, amount, ...line } = found;
  return {
    ...line,
    ...insideView(actor, line),
    amount: toWireMoney(amount),
    customerName: customerKind === 'company' ? customerName : maskName(customerName),
  };
}

/** Grade and tier are the house's own judgement: an applicant is told the verdict and its reasons. */
function insideView(actor: Actor, { grade, tier }: Pick<Application, 'grade' | 'tier'>) {
  return actor.kind === 'borrower' ? { grade: null, tier: null } : { grade, tier };
}

export function presentState({ applicationId, status, version }: Application) {
  return { applicationId, status, version };
}

function presentAssessment(found: Awaited<ReturnType<typeof listAssessments>>[number]) {
  const { applicationId: _applicationId, ...assessment } = found;
  return {
    ...assessment,
    grade: assessment.grade as Application['grade'],
    reasons: [...assessment.reasons],
    rules: [...assessment.rules],
    factors: [...assessment.factors],
  };
}
