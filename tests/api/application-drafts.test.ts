/** What an officer needs to fill a draft: papers that join it, papers on file, and what it would cost. */
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
import { newPerson } from '../support/numbers.ts';

const api = await testApi();
await moveClock(api.db, '2036-02-13');
await seedPoliciesAndCalendar(api.db);
const officer = await api.person(['loan_officer']);
const approver = await api.person(['credit_officer']);
const stranger = await api.person(['loan_officer'], 'beijing');

const pdf = Buffer.from('%PDF-1.7 identity card').toString('base64');
const card = {
  kind: 'identity_card',
  fileName: 'card.pdf',
  contentBase64: pdf,
  expiryDate: '2050-01-01',
};

async function draft(customerId: string, changes: Record<string, unknown> = {}) {
  const body = { customerId, product: 'consumer', amount: cny('20000.00'), ...changes };
  const made = await officer.post('/v1/applications', body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as { applicationId: string; version: number; content: { documents: unknown[] } };
}

async function newCustomer(): Promise<string> {
  return (await officer.post('/v1/customers', newPerson())).body.customerId;
}

test('a paper joins the draft it is brought for, and is asked for no longer', async () => {
  const { applicationId } = await draft(await newCustomer());
  const path = `/v1/applications/${applicationId}`;
  const received = await officer.post(`${path}/documents`, card);
  expect(received).toMatchObject({ status: 201, body: { kind: 'identity_card', applicationId } });
  const { body } = await officer.get(path);
  expect(body.content.documents).toMatchObject([
    { documentId: received.body.documentId, kind: 'identity_card', expiryDate: '2050-01-01' },
  ]);
  expect(body.completeness).toContainEqual(
    expect.objectContaining({ path: '/documents/identity_card', state: 'satisfied' }),
  );
  expect(body.submitBlockers).toContain('/installmentCount');
  expect(body.submitBlockers).not.toContain('/documents/identity_card');
});

test('papers on file join the next draft where that is asked for, and only there', async () => {
  const customerId = await newCustomer();
  const first = await draft(customerId);
  await officer.post(`/v1/applications/${first.applicationId}/documents`, card);
  const second = await draft(customerId, { reusesPapers: true });
  expect(second.content.documents).toMatchObject([{ kind: 'identity_card' }]);
  expect((await draft(customerId)).content.documents).toEqual([]);
});

test('the cost of a draft is that of its terms as they are kept, and needs them all', async () => {
  const { applicationId, version } = await draft(await newCustomer());
  const path = `/v1/applications/${applicationId}`;
  expect(await officer.get(`${path}/preview`)).toMatchObject({
    status: 422,
    body: { code: 'application_incomplete' },
  });
  const terms = { installmentCount: 12, method: 'equal_installment' };
  await officer.patch(path, terms, { version });
  const { body } = await officer.get(`${path}/preview`);
  expect(body).toMatchObject({ amount: cny('20000.00'), totals: { principal: cny('20000.00') } });
  expect(body.rows).toHaveLength(12);
});

test('drafts of another branch are not found, and an approver writes into none', async () => {
  const { applicationId } = await draft(await newCustomer());
  const path = `/v1/applications/${applicationId}`;
  expect(await stranger.get(`${path}/preview`)).toMatchObject({ status: 404 });
  expect(await stranger.post(`${path}/documents`, card)).toMatchObject({ status: 404 });
  expect(await approver.post(`${path}/documents`, card)).toMatchObject({ status: 403 });
});
