/** A case through its real workflow: the relay starts it, votes ring, and the offer is there without anybody asking. */
import { expect, test } from 'vitest';
import { testApi, type Person } from '../support/api.ts';
import { seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
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
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);

async function nextStage(person: Person, applicationId: string): Promise<string> {
  let stageId = '';
  await eventually(async () => {
    const { body } = await person.get('/v1/stages?mine=todo');
    const line = body.items.find(
      (item: { applicationId: string }) => item.applicationId === applicationId,
    );
    expect(line).toBeDefined();
    stageId = line.stage.stageId;
  });
  return stageId;
}

const statusOf = async (applicationId: string) =>
  (await officer.get(`/v1/applications/${applicationId}`)).body.status;

test('approveApplication leads from submit to the accepted offer', async () => {
  const { applicationId } = await submitCase(api, officer);
  const vote = { answer: 'approve' };
  const stageOne = await nextStage(first, applicationId);
  await first.post(`/v1/stages/${stageOne}/votes`, vote);
  const stageTwo = await nextStage(second, applicationId);
  expect(stageTwo).not.toBe(stageOne);
  await second.post(`/v1/stages/${stageTwo}/votes`, vote);
  await eventually(async () => expect(await statusOf(applicationId)).toBe('offered'));
  const { contentHash } = (await officer.get(`/v1/applications/${applicationId}/offer`)).body;
  const consent = { channel: 'video', note: 'said yes on the call' };
  await officer.post(`/v1/applications/${applicationId}/acceptances`, { contentHash, consent });
  await eventually(async () => {
    const process = await db
      .selectFrom('process')
      .select(['status', 'next_wake_at'])
      .where('workflow_id', '=', `application/${applicationId}/1`)
      .executeTakeFirstOrThrow();
    // Sixty days from the acceptance.
    expect(process.next_wake_at?.slice(0, 10)).toBe('2036-04-13');
  });
  await officer.post(`/v1/applications/${applicationId}/withdrawals`, { reason: 'found another' });
  const workflowId = `application/${applicationId}/1`;
  const handle = temporal.client.workflow.getHandle(workflowId);
  await eventually(async () => {
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });
  // The assessment with the first stage, two looks with what follows, the acceptance, the withdrawal.
  expect(await countSteps(workflowId)).toBeLessThanOrEqual(5);
  await recordHistory(temporal.client, 'approve-application-going-on', { workflowId });
});

/** A step is a local activity, which the history keeps as a marker. */
async function countSteps(workflowId: string): Promise<number> {
  const { events } = await temporal.client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).filter((event) => event.markerRecordedEventAttributes).length;
}

test('a returned case that changes its term is assessed again by the same workflow', async () => {
  const { applicationId } = await submitCase(api, officer);
  const stageOne = await nextStage(first, applicationId);
  await first.post(`/v1/stages/${stageOne}/votes`, {
    answer: 'return',
    reasonCode: 'terms_to_change',
    comment: 'a longer term, please',
  });
  const path = `/v1/applications/${applicationId}`;
  const { version } = (await officer.get(path)).body;
  await officer.patch(path, { installmentCount: 24 }, { version });
  const again = await officer.post(`${path}/submissions`);
  expect(again.body.path).toBe('runs_again');
  const anew = await nextStage(first, applicationId);
  expect((await first.get(`/v1/stages/${anew}`)).body).toMatchObject({ number: 1, attempt: 2 });
  expect((await officer.get(`${path}/assessments`)).body.items).toHaveLength(2);
  const decline = { answer: 'decline', reasonCode: 'outside_policy', comment: 'too long' };
  await first.post(`/v1/stages/${anew}/votes`, decline);
  const workflowId = `application/${applicationId}/1`;
  await eventually(async () => {
    const { status } = await temporal.client.workflow.getHandle(workflowId).describe();
    expect(status.name).toBe('COMPLETED');
  });
  await recordHistory(temporal.client, 'approve-application-going-on-again', { workflowId });
});
