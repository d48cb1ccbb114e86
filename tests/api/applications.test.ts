/** From draft to offer over HTTP, with the workflow's steps played by the test. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { TEST_PASSWORD, testApi } from '../support/api.ts';
import {
  cny,
  completeApplication,
  goodApplicant,
  openStage,
  seedApplicant,
  seedPoliciesAndCalendar,
  submitCase,
} from '../support/cases.ts';
import { moveClock, seedPolicies } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const head = await api.person(['branch_head']);
const stranger = await api.person(['loan_officer'], 'beijing');
const steps = createApprovalActivities({ db });

async function draft(changes: Record<string, unknown> = {}) {
  const customerId = await seedApplicant(db, officer);
  const answer = await officer.post('/v1/applications', completeApplication(customerId, changes));
  expect(answer.body).toMatchObject({ status: 'draft' });
  return answer.body as { applicationId: string; version: number; customerId: string };
}

const submit = (applicationId: string, person = officer) =>
  person.post(`/v1/applications/${applicationId}/submissions`);

const vote = (person: typeof first, stageId: string | null, body: object) =>
  person.post(`/v1/stages/${stageId}/votes`, body);

test('an application goes from draft through two stages to an accepted offer', async () => {
  const { applicationId } = await submitCase(api, officer);
  const stage = await openStage(db, applicationId);
  const voted = await vote(first, stage.stageId, { answer: 'approve' });
  expect(voted).toMatchObject({ status: 201, body: { verdict: 'approve' } });
  const next = await steps.openNextStage(stage.approvalId);
  expect(await vote(first, next.stageId, { answer: 'approve' })).toMatchObject({
    status: 403,
    body: { code: 'no_seat' },
  });
  expect(await vote(second, next.stageId, { answer: 'approve' })).toMatchObject({ status: 201 });
  expect(await steps.openNextStage(stage.approvalId)).toMatchObject({ status: 'ended' });
  const offer = await officer.get(`/v1/applications/${applicationId}/offer`);
  expect(offer.body).toMatchObject({ status: 'issued', amount: cny('20000.00') });
  // 14.4 % by equal periods; the cents of the last installment show in the sixth digit.
  expect(offer.body.allInSimplePpm).toBe(144_001);
  const wrong = { contentHash: 'a'.repeat(64), consent: { channel: 'phone', note: 'said yes' } };
  const accept = (body: object) =>
    officer.post(`/v1/applications/${applicationId}/acceptances`, body);
  expect(await accept(wrong)).toMatchObject({ status: 409, body: { code: 'offer_changed' } });
  const { contentHash } = offer.body;
  expect(await accept({ contentHash })).toMatchObject({ body: { code: 'reason_required' } });
  expect(await accept({ ...wrong, contentHash })).toMatchObject({ body: { status: 'accepted' } });
  const { body: timeline } = await officer.get(`/v1/applications/${applicationId}/timeline`);
  expect(timeline.items.map(({ kind }: { kind: string }) => kind)).toEqual([
    'application.created',
    'application.submitted',
    'application.assessed',
    'approval.opened',
    'stage.opened',
    'vote.cast',
    'stage.closed',
    'stage.opened',
    'vote.cast',
    'stage.closed',
    'application.approved',
    'offer.issued',
    'offer.accepted',
  ]);
  const audits = await db
    .selectFrom('audit_event')
    .select('action')
    .where('subject_id', '=', applicationId)
    .execute();
  expect(audits.map(({ action }) => action)).toContain('offer.accepted');
});

test('submit refuses what is missing and names it', async () => {
  const { applicationId } = await draft({ method: null, documents: [] });
  const answer = await submit(applicationId);
  expect(answer).toMatchObject({
    status: 422,
    body: {
      code: 'application_incomplete',
      items: expect.arrayContaining(['/method', '/documents/identity_card']),
    },
  });
  const { body } = await officer.get(`/v1/applications/${applicationId}`);
  const blocking = body.completeness.filter(
    ({ severity, state }: { severity: string; state: string }) =>
      severity === 'block' && state !== 'satisfied',
  );
  expect(blocking.map(({ path }: { path: string }) => path)).toContain('/documents/identity_card');
});

test('submit refuses an amount outside the product', async () => {
  const { applicationId } = await draft({ amount: cny('200000.01') });
  expect(await submit(applicationId)).toMatchObject({
    status: 422,
    body: { code: 'application_incomplete', items: ['/amount'] },
  });
});

test('submit refuses a second application for the product while one is open', async () => {
  const { applicationId, customerId } = await submitCase(api, officer);
  const again = await officer.post('/v1/applications', completeApplication(customerId));
  expect(await submit(again.body.applicationId)).toMatchObject({
    status: 409,
    body: { code: 'duplicate_application' },
  });
  await officer.post(`/v1/applications/${applicationId}/withdrawals`, {
    reason: 'changed my mind',
  });
  expect(await submit(again.body.applicationId)).toMatchObject({ status: 201 });
});

test('two drafts of one customer handed in at the same instant: one is refused', async () => {
  const one = await draft();
  const two = await officer.post('/v1/applications', completeApplication(one.customerId));
  const answers = await Promise.all([submit(one.applicationId), submit(two.body.applicationId)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
});

test('a draft is written under its version', async () => {
  const { applicationId, version } = await draft();
  const path = `/v1/applications/${applicationId}`;
  const first = await officer.patch(path, { amount: cny('30000.00') }, { version });
  expect(first.body).toMatchObject({ amount: cny('30000.00'), version: version + 1 });
  const stale = await officer.patch(path, { purpose: 'repairs' }, { version });
  expect(stale).toMatchObject({
    status: 409,
    body: { code: 'stale_version', actual: version + 1 },
  });
  const facts = await officer.patch(
    path,
    { applicant: { housing: 'rent' } },
    { version: version + 1 },
  );
  expect(facts.body.content.applicant).toMatchObject({ housing: 'rent', savings: 'large' });
});

test('an application of another branch does not exist', async () => {
  const { applicationId } = await draft();
  expect(await stranger.get(`/v1/applications/${applicationId}`)).toMatchObject({ status: 404 });
  expect(await submit(applicationId, stranger)).toMatchObject({ status: 404 });
  const { body } = await stranger.get('/v1/applications');
  expect(body.total).toBe(0);
});

test('a repeated submit with the same key is answered from what was stored', async () => {
  const { applicationId } = await draft();
  const path = `/v1/applications/${applicationId}/submissions`;
  const answers = await Promise.all(
    [1, 2, 3].map(() => officer.post(path, {}, { key: 'the-same-key' })),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const submissions = await db
    .selectFrom('application_submission')
    .select('number')
    .where('application_id', '=', applicationId)
    .execute();
  expect(submissions).toHaveLength(1);
});

test('a draft refuses amounts below zero, which would turn a ratio around', async () => {
  const customerId = await seedApplicant(db, officer);
  const security = { kind: 'movable', valuedDate: '2036-01-01', haircutPpm: 0, seniorDebt: null };
  const cases = [
    ['/applicant/monthlyIncome', { applicant: { monthlyIncome: cny('-0.01') } }],
    ['/applicant/monthlyDebtService', { applicant: { monthlyDebtService: cny('-900000.00') } }],
    ['/security/value', { security: { ...security, value: cny('-1.00') } }],
    [
      '/security/seniorDebt',
      { security: { ...security, value: cny('1.00'), seniorDebt: cny('-1.00') } },
    ],
  ] as const;
  for (const [pointer, entries] of cases) {
    const answer = await officer.post('/v1/applications', completeApplication(customerId, entries));
    expect(answer, pointer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  }
});

test('a draft takes no paper of another customer, and none that is something else', async () => {
  const customerId = await seedApplicant(db, officer);
  const other = await seedApplicant(db, officer);
  const card = { documentId: customerId, kind: 'identity_card' };
  const wrong = [{ ...card, documentId: other }, { ...card, kind: 'income_proof' }, card];
  const answer = await officer.post(
    '/v1/applications',
    completeApplication(customerId, { documents: wrong }),
  );
  const pointers = ['/documents/0/documentId', '/documents/1/documentId'];
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
  const { applicationId, version } = await draft();
  const changed = await officer.ask('PATCH', `/v1/applications/${applicationId}`, {
    body: { documents: [{ ...card, documentId: other }] },
    version,
  });
  expect(changed).toMatchObject({ status: 422, body: { code: 'request_invalid' } });
});

test('a draft refuses another day of birth than the file has, and a manager nobody knows', async () => {
  const customerId = await seedApplicant(db, officer);
  const post = (changes: object) =>
    officer.post('/v1/applications', completeApplication(customerId, { ...changes }));
  for (const birthDate of ['1999-01-01', null]) {
    expect(await post({ applicant: { ...goodApplicant, birthDate } })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/applicant/birthDate' }] },
    });
  }
  expect(await post({ accountManagerId: customerId })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/accountManagerId' }] },
  });
  expect((await post({ applicant: { birthDate: '1990-05-01' } })).status).toBe(201);
});

test('a discarded draft is gone for good, a submitted application is not discarded', async () => {
  const { applicationId } = await draft();
  const path = `/v1/applications/${applicationId}`;
  expect(await officer.ask('DELETE', path)).toMatchObject({ body: { status: 'expired' } });
  const { applicationId: other } = await submitCase(api, officer);
  const refused = await officer.ask('DELETE', `/v1/applications/${other}`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
});

test('a knock-out declines by rule, and the next application waits for the cooling-off', async () => {
  const customerId = await seedApplicant(db, officer);
  const birth = { birth_date: '1960-01-01' };
  await db.updateTable('customer').set(birth).where('customer_id', '=', customerId).execute();
  const made = await officer.post('/v1/applications', completeApplication(customerId));
  const { applicationId } = made.body;
  expect(await submit(applicationId)).toMatchObject({ status: 201 });
  expect(await steps.assessApplication(applicationId)).toEqual({ approvalId: null });
  expect(await steps.lookAtApplication(applicationId)).toMatchObject({ status: 'ended' });
  const { body } = await officer.get(`/v1/applications/${applicationId}`);
  expect(body.status).toBe('declined');
  const again = await officer.post('/v1/applications', completeApplication(customerId));
  expect(await submit(again.body.applicationId)).toMatchObject({
    status: 409,
    body: { code: 'cooling_off', acceptedFromDate: '2036-03-14' },
  });
  const notice = await db
    .selectFrom('notice')
    .select(['template', 'body'])
    .where('application_id', '=', applicationId)
    .execute();
  expect(notice).toMatchObject([{ template: 'application_declined' }]);
  expect(notice[0]!.body).toContain('age limit');
});

test('a path is predicted with its people, and those who may not decide are named', async () => {
  const { applicationId } = await draft();
  const { body } = await officer.get(`/v1/applications/${applicationId}/path`);
  // No grade yet: the path of D.
  expect(body).toMatchObject({ tier: 'T3', grade: 'D' });
  const [stage] = body.stages;
  expect(stage).toMatchObject({ key: 'credit_officer', state: 'predicted', isComplete: true });
  expect(stage.seats.map(({ officerId }: { officerId: string }) => officerId).toSorted()).toEqual(
    [first.officerId, second.officerId].toSorted(),
  );
  expect(body.stages[1].seats).toMatchObject([{ officerId: head.officerId }]);
  expect(body.excluded).toMatchObject([{ officerId: officer.officerId, reason: 'four_eyes' }]);
});

test('a path preview says the tier of an amount and grade', async () => {
  const customerId = await seedApplicant(db, officer);
  const preview = (amount: string, grade: string | null) =>
    officer.post('/v1/path-previews', {
      customerId,
      product: 'business',
      amount: cny(amount),
      grade,
    });
  expect((await preview('49999.99', 'A')).body.tier).toBe('T1');
  expect((await preview('50000.00', 'A')).body.tier).toBe('T2');
  expect((await preview('50000.00', 'E')).body).toMatchObject({ tier: null, stages: [] });
  expect(await preview('30000000.01', 'A')).toMatchObject({
    status: 422,
    body: { code: 'no_matrix_row' },
  });
  expect(await preview('50000.00', 'F')).toMatchObject({
    status: 422,
    body: { code: 'grade_undefined' },
  });
});

test('products in force are listed for whoever is signed in', async () => {
  const { body } = await stranger.get('/v1/products');
  expect(body.items.map(({ code }: { code: string }) => code)).toEqual([
    'business',
    'business_lpr',
    'consumer',
  ]);
  expect((await stranger.get('/v1/products/mortgage')).status).toBe(404);
});

test('a product that cannot be read hides no other', async () => {
  const { product } = await seedPolicies(db);
  const listed = async () =>
    (await stranger.get('/v1/products')).body.items.map(
      ({ productVersionId }: { productVersionId: string }) => productVersionId,
    );
  const before = await listed();
  expect(before).toContain(product);
  await db
    .updateTable('policy_version')
    .set({ content: JSON.stringify({ code: 'half a product' }) })
    .where('policy_version_id', '=', product)
    .execute();
  expect(await listed()).toEqual(before.filter((id: string) => id !== product));
});

test('a borrower accepts their own offer, sees no grade, and nothing of others', async () => {
  const { applicationId, customerId } = await submitCase(api, officer);
  const other = await submitCase(api, officer);
  const { stageId, approvalId } = await openStage(db, applicationId);
  await vote(first, stageId, { answer: 'approve' });
  await vote(second, (await steps.openNextStage(approvalId)).stageId, { answer: 'approve' });
  await steps.openNextStage(approvalId);
  const user = { userName: 'borrower1', password: TEST_PASSWORD };
  expect((await officer.post(`/v1/customers/${customerId}/users`, user)).status).toBe(201);
  const headers = { cookie: await api.signIn('borrower1') };
  const get = (path: string) => api.nobody.get(path, { headers });
  const { body: list } = await get('/v1/applications');
  expect(list.items).toMatchObject([{ applicationId, grade: null, tier: null }]);
  expect((await get(`/v1/applications/${other.applicationId}`)).status).toBe(404);
  expect((await get(`/v1/applications/${applicationId}/timeline`)).status).toBe(403);
  const { contentHash } = (await get(`/v1/applications/${applicationId}/offer`)).body;
  const path = `/v1/applications/${applicationId}/acceptances`;
  const accepted = await api.nobody.post(path, { contentHash }, { headers });
  expect(accepted).toMatchObject({ status: 201, body: { status: 'accepted' } });
  expect(await api.nobody.post(path, { contentHash }, { headers })).toMatchObject({
    status: 409,
    body: { code: 'illegal_transition' },
  });
});
