/** What the page of a case asks for besides the case: names, questions, the path under other terms, bulk checks. */
import { expect, test } from 'vitest';
import { newId } from '../../db/ids.ts';
import { testApi } from '../support/api.ts';
import { cny, openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13', '09:30');
await seedPoliciesAndCalendar(db);
const maker = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
await api.person(['branch_head']);
const admin = await api.person(['admin'], 'head_office');

async function caseOf(amount: string) {
  const { applicationId } = await submitCase(api, maker, { amount: cny(amount) });
  const { stageId } = await openStage(db, applicationId);
  if (stageId === null) throw new Error('the case has no stage');
  return { applicationId, stageId };
}

const small = await caseOf('12000.00');
const large = await caseOf('180000.00');

test('an application says who and what it is about in words, the person masked', async () => {
  const { body } = await first.get(`/v1/applications/${small.applicationId}`);
  expect(body).toMatchObject({
    customerName: '王*明',
    customerKind: 'person',
    customerNumber: expect.stringMatching(/^C-/),
    branchName: 'Shanghai',
    accountManagerName: maker.userName,
    productNames: { 'zh-CN': expect.any(String), en: expect.any(String) },
  });
});

test('a stage lists the questions asked in it with both names, and who has claimed it', async () => {
  const path = `/v1/stages/${small.stageId}`;
  expect((await first.get(path)).body).toMatchObject({ advices: [], claim: null });
  await first.post(`${path}/claims`);
  const question = { officerId: second.officerId, question: 'Do you know the employer?' };
  const asked = await first.post(`${path}/advices`, question);
  const open = (await first.get(path)).body;
  expect(open.claim).toMatchObject({ officerId: first.officerId, name: first.userName });
  expect(open.advices).toMatchObject([
    {
      adviceId: asked.body.adviceId,
      askedByName: first.userName,
      askedOfName: second.userName,
      question: question.question,
      answer: null,
      status: 'open',
    },
  ]);
  const answer = { answer: 'Yes, for years.' };
  await second.post(`/v1/advices/${asked.body.adviceId}/answers`, answer);
  expect((await first.get(path)).body.advices).toMatchObject([{ ...answer, status: 'answered' }]);
});

test('the path under a lower amount keeps its stages, under a higher one it gets those that lack', async () => {
  const keysOf = async (amount?: string) => {
    const query = amount === undefined ? '' : `?amount=${amount}`;
    const answer = await first.get(`/v1/applications/${large.applicationId}/path${query}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.stages.map(({ key }: { key: string }) => key);
  };
  const asked = await keysOf();
  expect(await keysOf('20000.00')).toEqual(asked);
  const more = await keysOf('200000.00');
  expect(more.slice(0, asked.length)).toEqual(asked);
  expect(more.length).toBeGreaterThan(asked.length);
  const wrong = await first.get(`/v1/applications/${large.applicationId}/path?amount=1.234`);
  expect(wrong.body.code).toBe('amount_malformed');
});

test('a bulk check names each case that would be left out, and eleven are too many', async () => {
  const unknown = newId();
  const check = (ids: readonly string[]) =>
    first.get(`/v1/bulk-approval-checks?stageIds=${ids.join(',')}`);
  const { body } = await check([small.stageId, large.stageId, unknown]);
  expect(body).toEqual({
    limit: 10,
    items: [
      { stageId: small.stageId, allowed: true, reasonCode: null },
      { stageId: large.stageId, allowed: false, reasonCode: 'bulk_not_allowed' },
      { stageId: unknown, allowed: false, reasonCode: 'not_found' },
    ],
  });
  const tooMany = await check(Array.from({ length: 11 }, () => newId()));
  expect(tooMany.body.code).toBe('action_limit_reached');
  expect((await check(['nothing'])).body.code).toBe('request_invalid');
});

test('a request names its people, and a copy of it can be marked as read', async () => {
  const wanted = { subjectType: 'role_grant', officerId: maker.officerId, role: 'collector' };
  const made = await admin.post('/v1/approval-requests', wanted);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body).toMatchObject({
    customerName: null,
    names: { [admin.officerId]: admin.userName },
  });
  const path = `/v1/approval-requests/${made.body.requestId}/copy-readings`;
  expect((await first.post(path)).body.code).toBe('not_found');
  await db
    .insertInto('case_copy')
    .values({
      subject_id: made.body.requestId,
      officer_id: first.officerId,
      copied_by_id: admin.officerId,
      copied_at: new Date().toISOString(),
      note: null,
      read_at: null,
    })
    .execute();
  expect((await first.post(path)).status).toBe(201);
  const { body } = await first.get('/v1/stages?mine=copied&isRead=true');
  expect(body.items).toMatchObject([{ requestId: made.body.requestId }]);
});
