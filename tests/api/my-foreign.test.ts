/**
 * Every route of the portal with the ids of another borrower: not found, and nothing has happened. Parameters come
 * from the table, so that a new route is asked too.
 */
import { beforeAll, expect, test } from 'vitest';
import { routes } from '../../api/routes/index.ts';
import type { Route } from '../../api/route.ts';
import { testApi, type Borrower } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { newPerson } from '../support/numbers.ts';
import { lookAt, runDisbursement, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);

/** Ids of somebody else's records, by the name of the parameter. */
const foreign: Record<string, string> = {};
let stranger: Borrower;

beforeAll(async () => {
  const found = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  const loanId = (await runDisbursement(db, await seedReleased(db, found)))!;
  await lookAt(db, loanId);
  const owner = await api.borrower(found.customerId);
  const draft = await owner.post('/v1/my/applications', {
    product: 'consumer',
    amount: cny('20000.00'),
  });
  const order = await owner.post(`/v1/my/loans/${loanId}/payment-orders`, {
    amount: cny('100.00'),
    purpose: 'installment',
    method: 'transfer',
  });
  const request = await owner.post('/v1/my/requests', { kind: 'question', body: '?' });
  const consent = await owner.post('/v1/my/consents', {
    kind: 'bureau_query',
    wordingVersion: '2026-01',
  });
  const paper = await owner.post(`/v1/my/applications/${draft.body.applicationId}/documents`, {
    kind: 'identity_card',
    fileName: 'card.pdf',
    contentBase64: Buffer.from('%PDF-1.7').toString('base64'),
  });
  const messages = await owner.get('/v1/my/messages');
  Object.assign(foreign, {
    loanId,
    applicationId: draft.body.applicationId,
    paymentOrderId: order.body.paymentOrderId,
    borrowerRequestId: request.body.borrowerRequestId,
    consentId: consent.body.consentId,
    documentId: paper.body.documentId,
    noticeId: messages.body.items[0].noticeId,
  });
  const other = await officer.post('/v1/customers', newPerson());
  stranger = await api.borrower(other.body.customerId);
});

/** Bodies that fit, so that only the ids can be the reason. */
const bodies: Record<string, unknown> = {
  'POST /v1/my/applications/:applicationId/documents': {
    kind: 'identity_card',
    fileName: 'card.pdf',
    contentBase64: Buffer.from('%PDF-1.7').toString('base64'),
  },
  'PATCH /v1/my/applications/:applicationId': { installmentCount: 6 },
  'POST /v1/my/applications/:applicationId/withdrawals': { reason: 'x' },
  'POST /v1/my/applications/:applicationId/objections': { reason: 'x' },
  'POST /v1/my/applications/:applicationId/acceptances': { contentHash: '0'.repeat(64) },
  'POST /v1/my/applications/:applicationId/refusals': { contentHash: '0'.repeat(64), reason: 'x' },
  'POST /v1/my/applications/:applicationId/counter-offer-answers': {
    counterOfferId: '00000000-0000-7000-8000-000000000000',
    answer: 'accept',
  },
  'POST /v1/my/loans/:loanId/payment-orders': {
    amount: cny('100.00'),
    purpose: 'installment',
    method: 'transfer',
  },
  'POST /v1/my/loans/:loanId/promises': {
    parts: [{ amount: cny('100.00'), promiseDate: startDate }],
  },
};

const isPortal = ({ path }: Route) => path.startsWith('/v1/my');
const named = routes.filter((route) => isPortal(route) && /:\w+Id/.test(route.path));

test('the portal has many routes with ids, and each parameter is known here', () => {
  expect(named.length).toBeGreaterThan(25);
  const parameters = named.flatMap(({ path }) => path.match(/(?<=:)\w+/g) ?? []);
  expect([...new Set(parameters)].toSorted()).toEqual(Object.keys(foreign).toSorted());
});

test('every route of the portal is for borrowers alone', () => {
  for (const route of routes.filter(isPortal))
    expect(['portal.read', 'portal.write'], route.path).toContain(route.access);
});

test.each(named.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s answers another borrower as if nothing were there',
  async (name, route) => {
    const path = route.path.replace(/:(\w+)/g, (_match, key: string) => foreign[key]!);
    const body = bodies[name] ?? {};
    const isRead = route.method === 'GET';
    const answer = await stranger.ask(route.method, path, {
      version: 1,
      ...(isRead ? {} : { body }),
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(404);
    expect(answer.body.code).toBe('not_found');
  },
);

test('ids of somebody else inside a body are not found either', async () => {
  const { loanId, applicationId } = foreign;
  const hardship = { kind: 'hardship', reason: 'illness', proposal: 'talk_to_me', body: 'x' };
  const ofLoan = await stranger.post('/v1/my/requests', { ...hardship, loanId });
  expect(ofLoan.body.code).toBe('not_found');
  const ofApplication = await stranger.post('/v1/my/requests', {
    kind: 'question',
    body: 'x',
    applicationId,
  });
  expect(ofApplication.body.code).toBe('not_found');
  expect((await stranger.get('/v1/my/requests')).body.total).toBe(0);
});

test('lists of a stranger are empty', async () => {
  for (const path of ['applications', 'loans', 'documents', 'requests', 'messages'])
    expect((await stranger.get(`/v1/my/${path}`)).body.items, path).toEqual([]);
  expect((await stranger.get('/v1/my')).body.toDo).toEqual([]);
});
