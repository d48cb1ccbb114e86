/** The steps of an approval on real rows: whom it asks, how often it acts, and how it decides. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { createHash } from 'node:crypto';
import { newId } from '../../db/ids.ts';
import { testApi, type Person } from '../support/api.ts';
import { caseDesk } from '../support/case-desk.ts';
import {
  cny,
  completeApplication,
  openStage,
  seedApplicant,
  seedPoliciesAndCalendar,
  submitCase,
} from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
await api.person(['credit_officer']);
const head = await api.person(['branch_head']);
const riskManager = await api.person(['risk_manager'], 'head_office');
const riskChief = await api.person(['chief_risk_officer'], 'head_office');
await api.person(['process_admin'], 'head_office');
const steps = createApprovalActivities({ db });
const { inReview, statusOf, noticesOf, kindsOf } = caseDesk(api, officer);

const approve = (person: Person, stageId: string | null, comment: string | null = null) =>
  person.post(`/v1/stages/${stageId}/votes`, { answer: 'approve', comment });
const decline = (person: Person, stageId: string | null) =>
  person.post(`/v1/stages/${stageId}/votes`, {
    answer: 'decline',
    reasonCode: 'outside_policy',
    comment: 'not within the policy',
  });

test('assessApplication() and openNextStage() run twice and leave one approval, one stage, one record', async () => {
  const { applicationId, approvalId, stageId } = await inReview();
  const again = await steps.assessApplication(applicationId);
  expect(again).toEqual({ approvalId });
  const answers = await Promise.all([
    steps.openNextStage(approvalId),
    steps.openNextStage(approvalId),
  ]);
  expect(answers.map((position) => position.stageId)).toEqual([stageId, stageId]);
  const counts = await kindsOf(applicationId);
  expect(counts.filter((kind) => kind === 'stage.opened')).toHaveLength(1);
  expect(counts.filter((kind) => kind === 'application.assessed')).toHaveLength(1);
});

test('a stage looks for people upward and waits for the process admin where nobody is found', async () => {
  const beijing = await api.person(['loan_officer'], 'beijing');
  const above = await api.person(['credit_officer'], 'head_office');
  const { applicationId } = await submitCase(api, beijing);
  const { stageId } = await openStage(db, applicationId);
  const seats = await db
    .selectFrom('seat')
    .select('officer_id')
    .where('stage_id', '=', stageId!)
    .execute();
  expect(seats).toEqual([{ officer_id: above.officerId }]);
  await db
    .updateTable('role_grant')
    .set({ revoked_at: '2036-01-01T00:00:00.000Z' })
    .where('officer_id', '=', above.officerId)
    .execute();
  const other = await submitCase(api, beijing);
  const empty = await openStage(db, other.applicationId);
  expect(empty.status).toBe('open');
  expect(await kindsOf(other.applicationId)).toContain('stage.opened_unstaffed');
  expect(await noticesOf(other.applicationId)).toEqual([
    'application_submitted',
    'approval_process_admin',
  ]);
  const { body } = await beijing.get(`/v1/applications/${other.applicationId}`);
  expect(body.status).toBe('in_review');
});

test('a case without a grade takes the path of D, with a veto by the risk manager', async () => {
  const { applicationId, approvalId, stageId } = await inReview({
    applicant: { employment: 'over_7_years' },
  });
  const assessed = (await officer.get(`/v1/applications/${applicationId}/assessments`)).body
    .items[0];
  expect(assessed).toMatchObject({ grade: null, outcome: 'refer' });
  expect(assessed.reasons).toContain('no_grade');
  const { body } = await officer.get(`/v1/applications/${applicationId}`);
  expect(body).toMatchObject({ grade: 'D', tier: 'T3' });
  await approve(first, stageId, 'known to us');
  const headStage = await steps.openNextStage(approvalId);
  await approve(head, headStage.stageId, 'known to us');
  const last = await steps.openNextStage(approvalId);
  expect((await decline(riskManager, last.stageId)).body.verdict).toBe('decline');
});

test('a committee decides by three of five, and its chief may veto', async () => {
  const members = await Promise.all(
    Array.from({ length: 7 }, () => api.person(['committee_member'], 'head_office')),
  );
  const large = { product: 'business', amount: cny('1500000.00'), purpose: 'equipment' };
  const toCommittee = async () => {
    const { approvalId, stageId, applicationId } = await inReview(large);
    await approve(first, stageId, 'sound business');
    await approve(head, (await steps.openNextStage(approvalId)).stageId, 'sound business');
    await approve(riskManager, (await steps.openNextStage(approvalId)).stageId, 'sound business');
    const committee = await steps.openNextStage(approvalId);
    const { body } = await head.get(`/v1/stages/${committee.stageId}`);
    const seated = members.filter(({ officerId }) =>
      body.seats.some((seat: { officerId: string }) => seat.officerId === officerId),
    );
    return { approvalId, applicationId, stageId: committee.stageId, seated };
  };
  const one = await toCommittee();
  expect(one.seated).toHaveLength(5);
  const verdicts = [];
  for (const member of one.seated.slice(0, 3)) {
    verdicts.push((await approve(member, one.stageId, 'agreed')).body.verdict);
  }
  expect(verdicts).toEqual(['open', 'open', 'approve']);
  expect(await steps.openNextStage(one.approvalId)).toMatchObject({ status: 'ended' });
  expect(await statusOf(one.applicationId)).toBe('offered');
  const two = await toCommittee();
  await approve(two.seated[0]!, two.stageId, 'agreed');
  expect((await decline(riskChief, two.stageId)).body.verdict).toBe('decline');
  expect(await statusOf(two.applicationId)).toBe('declined');
});

test('submit refuses an amount no row of the matrix takes, and a scorecard with a grade nobody knows', async () => {
  const content = await activeMatrix();
  const bounded = {
    ...content,
    rows: content.rows.map((row) =>
      row.riskGrades.includes('D') && row.amount.from === '0.00'
        ? { ...row, amount: { from: '0.00', to: '10000.00' } }
        : row,
    ),
  };
  await replaceActive('matrix', 'retail-cn', bounded);
  const customerId = await seedApplicant(db, officer);
  const made = await officer.post('/v1/applications', completeApplication(customerId));
  const submit = () => officer.post(`/v1/applications/${made.body.applicationId}/submissions`);
  expect(await submit()).toMatchObject({
    status: 422,
    body: { code: 'no_matrix_row', grade: 'D' },
  });
  await replaceActive('matrix', 'retail-cn', content);
  const card = await activeContent('scorecard', 'expert');
  await replaceActive('scorecard', 'expert', {
    ...card,
    grades: [{ grade: 'Z', from: null, limitPpm: 1_000_000 }],
  });
  expect(await submit()).toMatchObject({
    status: 422,
    body: { code: 'grade_undefined', grade: 'Z' },
  });
  await replaceActive('scorecard', 'expert', card);
  expect((await submit()).status).toBe(201);
});

test('exposure is counted into the amount: a second loan under review lifts the tier', async () => {
  const { applicationId, customerId } = await submitCase(api, officer, { amount: cny('45000.00') });
  await openStage(db, applicationId);
  expect((await officer.get(`/v1/applications/${applicationId}`)).body.tier).toBe('T1');
  const second = await officer.post(
    '/v1/applications',
    completeApplication(customerId, { product: 'business', purpose: 'equipment' }),
  );
  const id = second.body.applicationId;
  await officer.post(`/v1/applications/${id}/submissions`);
  await openStage(db, id);
  // 45,000.00 under review and 20,000.00 asked are 65,000.00.
  const path = (await officer.get(`/v1/applications/${id}/path`)).body;
  expect(path).toMatchObject({ tier: 'T2', amount: cny('65000.00') });
});

async function relate(customerId: string, relatedCustomerId: string) {
  const relation = { relatedCustomerId, kind: 'spouse' };
  const answer = await officer.post(`/v1/customers/${customerId}/relations`, relation);
  expect(answer.status).toBe(201);
}

test('what a household owes under a product is bounded at submit', async () => {
  const { customerId } = await submitCase(api, officer, { amount: cny('150000.00') });
  const spouseId = await seedApplicant(db, officer);
  await relate(customerId, spouseId);
  const asked = async (amount: string) => {
    const body = completeApplication(spouseId, { amount: cny(amount) });
    const { applicationId } = (await officer.post('/v1/applications', body)).body;
    return officer.post(`/v1/applications/${applicationId}/submissions`);
  };
  expect(await asked('50000.01')).toMatchObject({
    status: 422,
    body: { code: 'exposure_exceeded', exposure: cny('200000.01'), limit: cny('200000.00') },
  });
  expect((await asked('50000.00')).status).toBe(201);
});

test('an approved case above the limit gets no offer, and who can help hears of it', async () => {
  const { applicationId, customerId } = await submitCase(api, officer, {
    amount: cny('110000.00'),
  });
  const spouse = await submitCase(api, officer, { amount: cny('110000.00') });
  await relate(customerId, spouse.customerId);
  let position = await openStage(db, applicationId);
  const { approvalId } = position;
  for (let turn = 0; position.status === 'open' && turn < 5; turn += 1) {
    for (const person of [first, head, riskManager, riskChief]) {
      await approve(person, position.stageId, 'income, papers and security looked at');
    }
    position = { ...(await steps.openNextStage(approvalId)), approvalId };
  }
  expect(await statusOf(applicationId)).toBe('approved');
  const { body } = await officer.get(`/v1/applications/${applicationId}/timeline`);
  expect(body.items.at(-1)).toMatchObject({
    kind: 'offer.withheld',
    details: { reason: 'exposure_exceeded', exposure: cny('220000.00'), limit: cny('200000.00') },
  });
  const told = await db
    .selectFrom('notice')
    .select('officer_id')
    .where('application_id', '=', applicationId)
    .where('template', '=', 'offer_withheld')
    .execute();
  const toldIds = new Set(told.map((row) => row.officer_id));
  expect(toldIds).toEqual(new Set([officer.officerId, riskManager.officerId]));
});

async function activeContent(kind: 'matrix' | 'scorecard', name: string) {
  const row = await db
    .selectFrom('policy_version')
    .select('content')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow();
  return row.content;
}

async function activeMatrix(): Promise<MatrixContent> {
  return (await activeContent('matrix', 'retail-cn')) as unknown as MatrixContent;
}

/** The next number of the policy, in force at once. */
async function replaceActive(kind: 'matrix' | 'scorecard', name: string, content: object) {
  const active = await db
    .updateTable('policy_version')
    .set({ status: 'retired' })
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('status', '=', 'active')
    .returning(['number'])
    .executeTakeFirstOrThrow();
  await db
    .insertInto('policy_version')
    .values({
      policy_version_id: newId(),
      kind,
      name,
      number: active.number + 1,
      status: 'active',
      content: JSON.stringify(content),
      content_hash: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
      author_id: null,
      confirmed_by_id: null,
      effective_date: '2036-01-01',
      activated_at: null,
    })
    .execute();
}
