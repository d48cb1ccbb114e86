/** A request through its own workflow: stages in order, other people than the requester, and what it changes. */
import { expect, test } from 'vitest';
import { testApi, type Person } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar } from '../support/cases.ts';
import { recordHistory } from '../support/histories.ts';
import { moveClock } from '../support/lending.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const temporal = await testTemporal();
await testWorker({ databaseUrl: api.config.databaseUrl, namespace: temporal.namespace });
const officer = await api.person(['loan_officer']);
const colleague = await api.person(['credit_officer']);
const head = await api.person(['branch_head']);
const chief = await api.person(['chief_risk_officer'], 'head_office');

const wish = (officerId: string) => ({
  subjectType: 'role_grant',
  subjectId: officerId,
  title: 'collector for a month',
  content: { officerId, role: 'collector' },
});

/** @returns the open stage, once the workflow has opened it */
async function openStage(requestId: string, number: number): Promise<string> {
  let stageId = '';
  await eventually(async () => {
    const { body } = await officer.get(`/v1/approval-requests/${requestId}`);
    const open = body.stages.find((stage: { status: string }) => stage.status === 'open');
    expect(open?.number).toBe(number);
    stageId = open.stageId;
  });
  return stageId;
}

const vote = (person: Person, stageId: string, body: object = { answer: 'approve' }) =>
  person.post(`/v1/request-stages/${stageId}/votes`, body);

test('approveRequest leads a role through two people, and the role is there', async () => {
  const made = await officer.post('/v1/approval-requests', wish(colleague.officerId));
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { requestId, approvalId } = made.body;
  const again = await officer.post('/v1/approval-requests', wish(colleague.officerId));
  expect(again.body.code).toBe('request_open');
  const first = await openStage(requestId, 1);
  expect((await vote(chief, first)).body.code).toBe('no_seat');
  expect((await vote(head, first)).body.verdict).toBe('approve');
  const second = await openStage(requestId, 2);
  expect((await vote(chief, second)).body.verdict).toBe('approve');
  await eventually(async () => {
    const { body } = await officer.get(`/v1/approval-requests/${requestId}`);
    expect(body.status).toBe('approved');
  });
  const grant = await db
    .selectFrom('role_grant')
    .select('role_grant_id')
    .where('officer_id', '=', colleague.officerId)
    .where('role', '=', 'collector')
    .executeTakeFirst();
  expect(grant).toBeDefined();
  const workflowId = `approval/${approvalId}`;
  await eventually(async () => {
    const { status } = await temporal.client.workflow.getHandle(workflowId).describe();
    expect(status.name).toBe('COMPLETED');
  });
  await recordHistory(temporal.client, 'approve-request-two-stages', { workflowId });
});

test('a declined request changes nothing, and a withdrawn one takes no votes', async () => {
  const limit = { officerId: colleague.officerId, limit: cny('50000.00') };
  const asked = { subjectType: 'limit_change', subjectId: 'one', title: 'more', content: limit };
  const amount = cny('50000.00');
  const made = await officer.post('/v1/approval-requests', { ...asked, amount });
  const stageId = await openStage(made.body.requestId, 1);
  const decline = { answer: 'decline', reasonCode: 'outside_policy', comment: 'too soon for it' };
  expect((await vote(chief, stageId, { ...decline, comment: null })).body.code).toBe(
    'comment_required',
  );
  expect((await vote(chief, stageId, decline)).body.verdict).toBe('decline');
  const row = await db
    .selectFrom('officer')
    .select('limit_minor')
    .where('officer_id', '=', colleague.officerId)
    .executeTakeFirstOrThrow();
  expect(row.limit_minor).toBeNull();
  const other = await officer.post('/v1/approval-requests', { ...asked, amount });
  const open = await openStage(other.body.requestId, 1);
  const path = `/v1/approval-requests/${other.body.requestId}/withdrawals`;
  expect((await chief.post(path, { reason: 'no' })).body.code).toBe('not_your_action');
  expect((await officer.post(path, { reason: 'changed my mind' })).status).toBe(201);
  expect((await vote(chief, open)).body.code).toBe('stage_not_open');
});

test('nobody asks for rights of their own', async () => {
  const { body } = await officer.post('/v1/approval-requests', wish(officer.officerId));
  expect(body.code).toBe('own_rights');
});
