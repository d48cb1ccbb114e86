/** A borrower's application over HTTP, from the first question about cost to the answer on an offer. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { testApi, type Borrower } from '../support/api.ts';
import { cny, openStage, seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
import { newPerson } from '../support/numbers.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const steps = createApprovalActivities({ db });

async function newBorrower(): Promise<Borrower> {
  const created = await officer.post('/v1/customers', newPerson());
  return api.borrower(created.body.customerId);
}

const pdf = Buffer.from('%PDF-1.7 identity card').toString('base64');
const card = { kind: 'identity_card', fileName: 'card.pdf', contentBase64: pdf };

/** The good applicant of the scorecard, in what applicants can say about themselves. */
const facts = {
  employment: 'over_7_years',
  checkingStatus: 'none',
  savings: 'large',
  property: 'real_estate',
  housing: 'own',
  job: 'skilled',
  otherInstallmentPlans: 'none',
  otherParties: 'none',
  dependantCount: 1,
  residenceYears: 4,
};

async function begin(borrower: Borrower, changes: Record<string, unknown> = {}) {
  const body = {
    product: 'consumer',
    amount: cny('20000.00'),
    installmentCount: 12,
    method: 'equal_installment',
    purpose: 'furniture',
    ...changes,
  };
  const made = await borrower.post('/v1/my/applications', body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
}

/** A draft that lacks nothing. */
async function complete(borrower: Borrower) {
  const { applicationId, version } = await begin(borrower);
  const path = `/v1/my/applications/${applicationId}`;
  await borrower.patch(path, { applicant: facts }, { version });
  await borrower.post(`${path}/documents`, { ...card, expiryDate: '2050-01-01' });
  for (const kind of ['bureau_query', 'data_processing'])
    await borrower.post('/v1/my/consents', { kind, wordingVersion: '2026-01' });
  return { applicationId, path };
}

async function handIn(borrower: Borrower) {
  const { applicationId, path } = await complete(borrower);
  const handedIn = await borrower.post(`${path}/submissions`);
  expect(handedIn.status, JSON.stringify(handedIn.body)).toBe(201);
  return { applicationId, path };
}

async function offered(borrower: Borrower) {
  const { applicationId, path } = await handIn(borrower);
  const { stageId, approvalId } = await openStage(db, applicationId);
  const vote = { answer: 'approve', comment: null };
  await first.post(`/v1/stages/${stageId}/votes`, vote);
  const next = await steps.openNextStage(approvalId);
  await second.post(`/v1/stages/${next.stageId}/votes`, vote);
  await steps.openNextStage(approvalId);
  await steps.lookAtApplication(applicationId, 1);
  return { applicationId, path };
}

test('what may be applied for comes with its papers, consents and bounds, for whom they are', async () => {
  const borrower = await newBorrower();
  const { body } = await borrower.get('/v1/my/products');
  expect(body.items.map(({ code }: any) => code)).toEqual(['business', 'business_lpr', 'consumer']);
  const consumer = body.items[2];
  expect(consumer).toMatchObject({
    amount: { from: '1000.00', to: '200000.00' },
    annualRatePpm: 144_000,
  });
  const needed = consumer.papers.filter(({ isNeededToSubmit }: any) => isNeededToSubmit);
  expect(needed.map(({ kind }: any) => kind)).toEqual(['identity_card']);
});

test('a preview shows all it costs before anything is asked for', async () => {
  const borrower = await newBorrower();
  const path = '/v1/my/products/consumer/preview';
  const asked = await borrower.get(
    `${path}?amount=20000.00&installmentCount=12&method=equal_installment`,
  );
  expect(asked.body.rows).toHaveLength(12);
  expect(asked.body.totals.principal).toEqual(cny('20000.00'));
  expect(asked.body.allInSimplePpm).toBeGreaterThanOrEqual(144_000);
  const refused = await borrower.get(`${path}?amount=20000.00&installmentCount=999&method=flat`);
  expect(refused.status).toBe(422);
});

test('a draft is kept, says what is missing, and is written under its version', async () => {
  const borrower = await newBorrower();
  const draft = await begin(borrower, { installmentCount: null });
  expect(draft.status).toBe('draft');
  expect(draft.keptUntilDate).toBe('2036-05-13');
  const blocking = draft.missing.filter(({ severity }: any) => severity === 'block');
  expect(blocking.map(({ path }: any) => path)).toEqual(
    expect.arrayContaining(['/installmentCount', '/documents/identity_card']),
  );
  const path = `/v1/my/applications/${draft.applicationId}`;
  const saved = await borrower.patch(path, { installmentCount: 24 }, { version: draft.version });
  expect(saved.body.installmentCount).toBe(24);
  const stale = await borrower.patch(path, { installmentCount: 6 }, { version: draft.version });
  expect(stale.body.code).toBe('stale_version');
  const listed = await borrower.get('/v1/my/applications');
  expect(listed.body.items).toMatchObject([{ applicationId: draft.applicationId }]);
  const preview = await borrower.get(`${path}/preview`);
  expect(preview.body.rows).toHaveLength(24);
});

test.each([
  ['isIncomeVerified', true],
  ['creditHistory', 'all_paid_here'],
  ['existingCreditCount', 0],
])('an applicant cannot say %s of themselves', async (fact, value) => {
  const borrower = await newBorrower();
  const { applicationId, version } = await begin(borrower);
  const refused = await borrower.patch(
    `/v1/my/applications/${applicationId}`,
    { applicant: { [fact]: value } },
    { version },
  );
  expect(refused.status).toBe(422);
});

test('an upload joins the draft, and a paper on file joins the next application by itself', async () => {
  const borrower = await newBorrower();
  const { applicationId, path } = await complete(borrower);
  const { body } = await borrower.get(path);
  expect(body.documents).toMatchObject([{ kind: 'identity_card', fileName: 'card.pdf' }]);
  expect(body.missing.map(({ path: item }: any) => item)).not.toContain('/documents/identity_card');
  const [paper] = body.documents;
  const file = await borrower.get(`/v1/my/documents/${paper.documentId}/content`);
  expect(file.body).toBe('%PDF-1.7 identity card');
  expect((await borrower.get('/v1/my/documents')).body.items).toHaveLength(1);
  const discarded = await borrower.ask('DELETE', path);
  expect(discarded.body.status).toBe('expired');
  const next = await begin(borrower);
  expect(next.applicationId).not.toBe(applicationId);
  expect(next.documents).toMatchObject([{ documentId: paper.documentId }]);
});

test('handing in needs everything, and then shows five plain steps and nothing of the inside', async () => {
  const borrower = await newBorrower();
  const draft = await begin(borrower);
  const early = await borrower.post(`/v1/my/applications/${draft.applicationId}/submissions`);
  expect(early.body.code).toBe('application_incomplete');
  await borrower.ask('DELETE', `/v1/my/applications/${draft.applicationId}`);
  const { path, applicationId } = await handIn(borrower);
  await openStage(db, applicationId);
  const { body } = await borrower.get(path);
  expect(body.status).toBe('in_review');
  expect(body.steps.map(({ state }: any) => state)).toEqual([
    'done',
    'done',
    'current',
    'to_come',
    'to_come',
  ]);
  expect(body.contact.branchName).toBe('Shanghai');
  const text = JSON.stringify(body);
  for (const inside of [
    'grade',
    'tier',
    'score',
    'matrix',
    'stage',
    'officer_id',
    'credit_officer',
  ])
    expect(text).not.toContain(`"${inside}`);
});

test('a case that came back says why and until when, and goes in again', async () => {
  const borrower = await newBorrower();
  const { applicationId, path } = await handIn(borrower);
  const { stageId } = await openStage(db, applicationId);
  await first.post(`/v1/stages/${stageId}/votes`, {
    answer: 'return',
    reasonCode: 'documents_missing',
    comment: 'inside words',
  });
  await steps.openNextStage((await openApprovalId(applicationId))!);
  const { body } = await borrower.get(path);
  expect(body.status).toBe('missing_items');
  expect(body.returned).toMatchObject({ deadlineDate: '2036-02-28' });
  expect(body.returned.reason.code).toBe('documents_missing');
  expect(JSON.stringify(body)).not.toContain('inside words');
  const again = await borrower.post(`${path}/submissions`);
  expect(again.status, JSON.stringify(again.body)).toBe(201);
});

async function openApprovalId(applicationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('approval')
    .select('approval_id')
    .where('subject_id', '=', applicationId)
    .executeTakeFirst();
  return row?.approval_id;
}

test('an offer shows its all-in rate and schedule, gives a calendar file, and is accepted by its hash', async () => {
  const borrower = await newBorrower();
  const { path } = await offered(borrower);
  const overview = await borrower.get('/v1/my');
  expect(overview.body.toDo).toMatchObject([{ kind: 'accept_offer', date: '2036-03-14' }]);
  const offer = await borrower.get(`${path}/offer`);
  expect(offer.body).toMatchObject({ status: 'issued', annualRatePpm: 144_000 });
  expect(offer.body.rows).toHaveLength(12);
  const calendar = await borrower.get(`${path}/offer/calendar`);
  expect(calendar.headers.get('content-type')).toContain('text/calendar');
  expect(calendar.body.match(/BEGIN:VEVENT/g)).toHaveLength(12);
  expect(calendar.body).toContain(
    `DTSTART;VALUE=DATE:${offer.body.rows[0].dueDate.replaceAll('-', '')}`,
  );
  const early = await borrower.post(`${path}/acceptances`, {
    contentHash: offer.body.contentHash,
  });
  expect(early.body.code).toBe('confirmation_needed');
  await confirm(borrower);
  const other = await borrower.post(`${path}/acceptances`, { contentHash: '0'.repeat(64) });
  expect(other.body.code).toBe('offer_changed');
  const { contentHash } = offer.body;
  const accepted = await borrower.post(`${path}/acceptances`, { contentHash });
  expect(accepted.body.status, JSON.stringify(accepted.body)).toBe('contract');
  expect((await borrower.post(`${path}/acceptances`, { contentHash })).body.code).toBe(
    'illegal_transition',
  );
});

/** A wrong answer first, which is counted, then the right one. */
async function confirm(borrower: Borrower): Promise<void> {
  const sent = await borrower.post('/v1/my/confirmation-codes');
  expect(sent.body.phoneMask).toContain('****');
  const code: string = sent.body.trainingCode;
  const wrong = ((Number(code) + 1) % 1_000_000).toString().padStart(6, '0');
  const refused = await borrower.post('/v1/my/confirmations', { code: wrong });
  expect(refused.body).toEqual({ outcome: 'wrong', attemptsLeft: 4 });
  const right = await borrower.post('/v1/my/confirmations', { code });
  expect(right.body.outcome).toBe('right');
}

test('another bank account needs a code, another language does not', async () => {
  const borrower = await newBorrower();
  const change = (body: object, version: number) =>
    borrower.patch('/v1/my/profile', body, { version });
  expect((await change({ language: 'en' }, 1)).status).toBe(200);
  const bankAccount = '6222020000000000011';
  expect((await change({ bankAccount }, 2)).body.code).toBe('confirmation_needed');
  await confirm(borrower);
  expect((await change({ bankAccount }, 2)).body.bankAccountMask).toContain('*');
});

test('an offer refused by its hash ends the application', async () => {
  const borrower = await newBorrower();
  const { path } = await offered(borrower);
  const { contentHash } = (await borrower.get(`${path}/offer`)).body;
  const reason = 'found a better one';
  const wrong = await borrower.post(`${path}/refusals`, { contentHash: '0'.repeat(64), reason });
  expect(wrong.body.code).toBe('offer_changed');
  const refused = await borrower.post(`${path}/refusals`, { contentHash, reason });
  expect(refused.body.status).toBe('withdrawn');
  expect((await borrower.post(`${path}/refusals`, { contentHash, reason })).body.code).toBe(
    'illegal_transition',
  );
});

test('other terms are answered by the applicant', async () => {
  const borrower = await newBorrower();
  const { applicationId, path } = await handIn(borrower);
  const { stageId } = await openStage(db, applicationId);
  const made = await first.post(`/v1/stages/${stageId}/counter-offers`, {
    amount: cny('15000.00'),
    installmentCount: 12,
    security: null,
    comment: 'less is safer',
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await steps.openNextStage((await openApprovalId(applicationId))!);
  const { body } = await borrower.get(path);
  expect(body.counterOffer).toMatchObject({ amount: cny('15000.00') });
  expect(body.actions).toContain('answer_counter_offer');
  const { counterOfferId } = body.counterOffer;
  const answered = await borrower.post(`${path}/counter-offer-answers`, {
    counterOfferId,
    answer: 'accept',
  });
  expect(answered.body).toMatchObject({ status: 'in_review', amount: cny('15000.00') });
});

test('a decline names its reasons in plain words, when to apply again, and can be objected to', async () => {
  const borrower = await newBorrower();
  const { applicationId, path } = await handIn(borrower);
  const { stageId, approvalId } = await openStage(db, applicationId);
  const decline = { answer: 'decline', reasonCode: 'debt_too_high', comment: 'inside words' };
  await first.post(`/v1/stages/${stageId}/votes`, decline);
  await steps.openNextStage(approvalId);
  const { body } = await borrower.get(path);
  expect(body.status).toBe('declined');
  expect(body.declined.reasons[0]).toMatchObject({ code: 'debt_too_high' });
  expect(body.declined.reasons[0]['zh-CN']).toMatch(/\p{Script=Han}/u);
  expect(body.declined).toMatchObject({ objectUntilDate: '2036-03-14' });
  expect(body.actions).toEqual(['object']);
  expect(JSON.stringify(body)).not.toContain('inside words');
  const objected = await borrower.post(`${path}/objections`, { reason: 'my debt is repaid' });
  expect(objected.body.status).toBe('in_review');
});

test('a borrower withdraws', async () => {
  const borrower = await newBorrower();
  const { path } = await handIn(borrower);
  const withdrawn = await borrower.post(`${path}/withdrawals`, { reason: 'not needed any more' });
  expect(withdrawn.body.status).toBe('withdrawn');
  expect(withdrawn.body.actions).toEqual([]);
});
