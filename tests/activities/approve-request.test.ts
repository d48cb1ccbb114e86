/** A request through its own workflow: stages in order, other people than the requester, and its effect on its date. */
import { expect, test } from 'vitest';
import { wakeOverdue } from '../../activities/overdue.ts';
import { addDays } from '../../domain/calendar.ts';
import { testApi, type Person } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar } from '../support/cases.ts';
import { recordHistory } from '../support/histories.ts';
import { moveClock } from '../support/lending.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

const today = '2036-02-13';
const api = await testApi();
const { db } = api;
await moveClock(db, today);
await seedPoliciesAndCalendar(db);
const temporal = await testTemporal();
await testWorker({ databaseUrl: api.config.databaseUrl, namespace: temporal.namespace });
const admin = await api.person(['admin'], 'head_office');
const second = await api.person(['admin'], 'head_office');
const officer = await api.person(['loan_officer']);
const colleague = await api.person(['credit_officer']);
const chief = await api.person(['chief_risk_officer'], 'head_office');
const manager = await api.person(['general_manager'], 'head_office');

const all = '/v1/approval-requests';

async function requestAs(person: Person, requestId: string) {
  return (await person.get(`${all}/${requestId}`)).body;
}

/** @returns the open stage, once the workflow has opened it */
async function openStage(person: Person, requestId: string, number: number): Promise<string> {
  let stageId = '';
  await eventually(async () => {
    const { stages } = await requestAs(person, requestId);
    const open = stages.find((stage: { status: string }) => stage.status === 'open');
    expect(open?.number).toBe(number);
    stageId = open.stageId;
  });
  return stageId;
}

const vote = (person: Person, stageId: string, body: object = { answer: 'approve' }) =>
  person.post(`/v1/stages/${stageId}/votes`, body);

async function reaches(person: Person, requestId: string, status: string): Promise<void> {
  await eventually(async () => expect((await requestAs(person, requestId)).status).toBe(status));
}

async function grantsOf(officerId: string): Promise<string[]> {
  const { body } = await admin.get(`/v1/officers/${officerId}`);
  return body.grants.map(({ role }: { role: string }) => role);
}

test('approveRequest gives a role when a second administrator has approved it', async () => {
  const path = `/v1/officers/${colleague.officerId}/role-grants`;
  const made = await admin.post(path, { role: 'collector' });
  expect(made.status, JSON.stringify(made.body)).toBe(202);
  expect((await admin.post(path, { role: 'collector' })).body.code).toBe('request_open');
  const { requestId } = made.body;
  const stageId = await openStage(admin, requestId, 1);
  expect((await vote(admin, stageId)).body.code).toBe('four_eyes');
  expect((await vote(chief, stageId)).body.code).toBe('no_seat');
  const { body: queue } = await second.get('/v1/stages?mine=todo');
  expect(queue.items).toMatchObject([
    { kind: 'request', requestId, product: 'role_grant', stage: { stageId } },
  ]);
  expect(await grantsOf(colleague.officerId)).toEqual(['credit_officer']);
  expect((await vote(second, stageId)).body).toMatchObject({ verdict: 'approve', requestId });
  await reaches(admin, requestId, 'effective');
  expect(await grantsOf(colleague.officerId)).toContain('collector');
  const notices = await db
    .selectFrom('notice')
    .select(['officer_id', 'template'])
    .where('template', 'like', 'request_%')
    .orderBy('created_at')
    .execute();
  expect(notices).toEqual([
    { officer_id: second.officerId, template: 'request_seat_opened' },
    { officer_id: admin.officerId, template: 'request_effective' },
  ]);
});

test('a limit waits for its date, and is given then, once', async () => {
  const effectiveDate = addDays(today, 5);
  const limit = cny('50000.00');
  const asked = { subjectType: 'limit_change', officerId: colleague.officerId, limit };
  const made = await officer.post(all, { ...asked, effectiveDate });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { requestId, approvalId } = made.body;
  const first = await openStage(officer, requestId, 1);
  expect((await vote(manager, first)).body.code).toBe('no_seat');
  expect((await vote(chief, first)).body.verdict).toBe('approve');
  const last = await openStage(officer, requestId, 2);
  expect((await vote(manager, last)).body.verdict).toBe('approve');
  await reaches(officer, requestId, 'approved');
  const limitOf = async () => (await admin.get(`/v1/officers/${colleague.officerId}`)).body.limit;
  expect(await limitOf()).toBeNull();
  await moveClock(db, effectiveDate);
  await wakeOverdue(db);
  await reaches(officer, requestId, 'effective');
  expect(await limitOf()).toEqual(limit);
  const workflowId = `approval/${approvalId}`;
  await eventually(async () => {
    const { status } = await temporal.client.workflow.getHandle(workflowId).describe();
    expect(status.name).toBe('COMPLETED');
  });
  await recordHistory(temporal.client, 'approve-request-effective-date', { workflowId });
});

test('a declined request changes nothing, and a withdrawn one takes no votes', async () => {
  const limit = cny('90000.00');
  const asked = { subjectType: 'limit_change', officerId: colleague.officerId, limit };
  const made = await officer.post(all, asked);
  const stageId = await openStage(officer, made.body.requestId, 1);
  const decline = { answer: 'decline', reasonCode: 'outside_policy', comment: 'too soon for it' };
  expect((await vote(chief, stageId, { ...decline, comment: null })).body.code).toBe(
    'comment_required',
  );
  expect((await vote(chief, stageId, decline)).body.requestStatus).toBe('declined');
  const { body } = await admin.get(`/v1/officers/${colleague.officerId}`);
  expect(body.limit).toEqual(cny('50000.00'));
  const other = await officer.post(all, asked);
  const open = await openStage(officer, other.body.requestId, 1);
  const path = `${all}/${other.body.requestId}/withdrawals`;
  expect((await chief.post(path, { reason: 'no' })).body.code).toBe('not_your_action');
  expect((await officer.post(path, { reason: 'changed my mind' })).status).toBe(201);
  expect((await vote(chief, open)).body.code).toBe('stage_not_open');
});

test('a returned request goes on with whoever returned it, once it is handed in again', async () => {
  const limit = cny('70000.00');
  const asked = { subjectType: 'limit_change', officerId: colleague.officerId, limit };
  const { requestId, approvalId } = (await officer.post(all, asked)).body;
  const first = await openStage(officer, requestId, 1);
  const back = { answer: 'return', reasonCode: 'facts_unclear', comment: 'why so much?' };
  expect((await vote(chief, first, back)).body.requestStatus).toBe('returned');
  await eventually(async () => {
    const told = await db
      .selectFrom('notice')
      .select('notice_id')
      .where('template', '=', 'request_returned')
      .where('officer_id', '=', officer.officerId)
      .execute();
    expect(told).toHaveLength(1);
  });
  const again = { comment: 'less will do', limit: cny('60000.00') };
  expect((await officer.post(`${all}/${requestId}/resubmissions`, again)).status).toBe(201);
  const second = await openStage(officer, requestId, 1);
  expect((await vote(chief, second)).body.verdict).toBe('approve');
  const last = await openStage(officer, requestId, 2);
  expect((await vote(manager, last)).body.verdict).toBe('approve');
  await reaches(officer, requestId, 'effective');
  expect((await requestAs(officer, requestId)).amount).toEqual(cny('60000.00'));
  await recordHistory(temporal.client, 'approve-request-returned', {
    workflowId: `approval/${approvalId}`,
  });
});

test('what the rights rules refuse is refused when it is asked for, and when it would take effect', async () => {
  const role = { subjectType: 'role_grant', officerId: colleague.officerId, role: 'operations' };
  const nowhere = '00000000-0000-7000-8000-000000000000';
  const ask = async (body: object) => (await officer.post(all, body)).body;
  expect((await ask({ ...role, officerId: officer.officerId })).code).toBe('own_rights');
  expect((await ask({ ...role, officerId: nowhere })).code).toBe('not_found');
  expect((await ask({ ...role, branchId: nowhere })).code).toBe('not_found');
  expect((await ask({ ...role, role: 'credit_officer' })).code).toBe('role_grant_exists');
  const { requestId } = await ask(role);
  const stageId = await openStage(officer, requestId, 1);
  const path = `/v1/officers/${colleague.officerId}`;
  const { version } = (await admin.get(path)).body;
  await admin.patch(path, { status: 'left' }, { version });
  expect((await vote(second, stageId)).body.verdict).toBe('approve');
  await reaches(officer, requestId, 'lapsed');
  expect(await requestAs(officer, requestId)).toMatchObject({ outcomeCode: 'not_found' });
  expect(await grantsOf(colleague.officerId)).not.toContain('operations');
});
