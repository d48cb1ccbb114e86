/** Jobs through their workflow: a simulation to its result, one that is stopped, one that a killed worker left halfway. */
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { runSimulationSlice } from '../../activities/jobs/policy-simulation.ts';
import { lockJob, saveJobProgress } from '../../db/queries/jobs.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { testApi } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { recordHistory } from '../support/histories.ts';
import { moveClock } from '../support/lending.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker, type TestWorker } from '../support/worker.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const temporal = await testTemporal();
const parts = { databaseUrl: api.config.databaseUrl, namespace: temporal.namespace };
const worker = await testWorker(parts);
let revived: TestWorker | null = null;
afterAll(async () => revived?.stop());
const admin = await api.person(['admin'], 'head_office');
const other = await api.person(['admin'], 'head_office');
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const head = await api.person(['branch_head']);

const matrix = (await findActiveVersion(db, 'matrix', 'retail-cn'))!.content as MatrixContent;

async function draft(change: (content: MatrixContent) => MatrixContent): Promise<string> {
  const content = change(matrix);
  const made = await admin.post('/v1/policy-versions', {
    kind: 'matrix',
    name: matrix.name,
    content,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.policyVersionId;
}

/** Everything below 50,000 goes to the branch head as well. */
const stricter = (content: MatrixContent): MatrixContent => ({
  ...content,
  rows: content.rows.map((row) => (row.rowId === 'ab-1-person' ? { ...row, tier: 'T2' } : row)),
});

async function reviewed(amount: string): Promise<string> {
  const { applicationId } = await submitCase(api, officer, { amount: cny(amount) });
  await eventually(async () => {
    const { body } = await officer.get(`/v1/applications/${applicationId}`);
    expect(body.status).toBe('in_review');
  });
  return applicationId;
}

const small = await reviewed('20000.00');
await reviewed('60000.00');

async function ended(jobId: string): Promise<any> {
  let job: any = null;
  await eventually(async () => {
    job = (await admin.get(`/v1/jobs/${jobId}`)).body;
    expect(['done', 'failed', 'cancelled']).toContain(job.status);
  });
  return job;
}

test('a simulation says which cases move, who would have more to do, and keeps its result for the second person', async () => {
  const versionId = await draft(stricter);
  const path = `/v1/policy-versions/${versionId}/simulations`;
  const asked = await admin.post(path, {});
  expect([asked.status, asked.body.status]).toEqual([202, 'queued']);
  expect(asked.headers.get('location')).toBe(`/v1/jobs/${asked.body.jobId}`);
  const job = await ended(asked.body.jobId);
  expect(job).toMatchObject({ status: 'done', doneCount: 2, totalCount: 2, failure: null });
  expect(job.result).toMatchObject({
    caseCount: 2,
    changedCount: 1,
    changesNothing: false,
    tierMoves: [{ from: 'T1', to: 'T2', count: 1 }],
    stagesPerCase: { before: 2, after: 2 },
    changed: [
      {
        applicationId: small,
        before: { tier: 'T1', stages: ['credit_officer', 'second_credit_officer'] },
        after: { tier: 'T2', stages: ['credit_officer', 'branch_head'] },
      },
    ],
  });
  const load = Object.fromEntries(
    job.result.personLoad.map(({ officerId, ...sides }: { officerId: string }) => [
      officerId,
      sides,
    ]),
  );
  expect(load[head.officerId]).toMatchObject({ before: 1, after: 2 });
  expect(load[first.officerId]).toMatchObject({ before: 1.5, after: 1, name: first.userName });
  expect(load[second.officerId]).toMatchObject({ before: 1.5, after: 1 });
  expect((await other.get(`/v1/jobs/${job.jobId}`)).status).toBe(404);
  const { body } = await other.get(path);
  expect(body.items).toMatchObject([{ jobId: job.jobId, result: { changedCount: 1 } }]);
  const workflowId = `job/${job.jobId}`;
  await eventually(async () => {
    const { status } = await temporal.client.workflow.getHandle(workflowId).describe();
    expect(status.name).toBe('COMPLETED');
  });
  await recordHistory(temporal.client, 'run-job-simulation', { workflowId });
});

test('a simulation warns when nothing changes, looks at the newest cases only, and takes only a matrix', async () => {
  const versionId = await draft((content) => content);
  const path = `/v1/policy-versions/${versionId}/simulations`;
  const { body } = await admin.post(path, { caseLimit: 1, days: 30 });
  const job = await ended(body.jobId);
  expect(job.result).toMatchObject({ caseCount: 1, changedCount: 0, changesNothing: true });
  const product = await findActiveVersion(db, 'product', 'consumer');
  const wrong = await admin.post(`/v1/policy-versions/${product!.policyVersionId}/simulations`, {});
  expect([wrong.status, wrong.body.code]).toEqual([404, 'not_found']);
  const tooMany = await admin.post(path, { caseLimit: 5_001 });
  expect(tooMany.body.code).toBe('request_invalid');
});

/** More cases than one slice takes, all like the small one. */
async function multiply(count: number): Promise<void> {
  const numbers = sql`generate_series(1, ${count}::int) as i`;
  await sql`insert into application
    select (jsonb_populate_record(application, jsonb_build_object('application_id', md5('copy' || i)::uuid,
      'number', 'COPY-' || i, 'submitted_at', application.submitted_at - i * interval '1 second'))).*
    from application cross join ${numbers} where application_id = ${small}`.execute(db);
}

test('a job that was stopped before its turn stays so, and an edited draft ends its simulation', async () => {
  await worker.stop();
  const versionId = await draft(stricter);
  const path = `/v1/policy-versions/${versionId}/simulations`;
  const asked = await admin.post(path, {});
  const cancellations = `/v1/jobs/${asked.body.jobId}/cancellations`;
  expect((await other.post(cancellations)).status).toBe(404);
  const stopped = await admin.post(cancellations);
  expect([stopped.status, stopped.body.status]).toEqual([201, 'cancelled']);
  const again = await admin.post(cancellations);
  expect([again.status, again.body.code]).toEqual([409, 'job_ended']);
  const stale = await admin.post(path, {});
  const edited = await admin.put(
    `/v1/policy-versions/${versionId}`,
    { content: matrix },
    { version: 1 },
  );
  expect(edited.status, JSON.stringify(edited.body)).toBe(200);
  revived = await testWorker(parts);
  expect((await ended(stale.body.jobId)).failure).toMatchObject({ code: 'stale_version' });
  expect((await ended(asked.body.jobId)).result).toBeNull();
  const { body } = await admin.get('/v1/jobs?kind=policy_simulation');
  expect(body.items[0].jobId).toBe(stale.body.jobId);
  await revived.stop();
});

test('a job goes on where a killed worker left it, and counts no case twice', async () => {
  await multiply(230);
  const versionId = await draft(stricter);
  const { body } = await admin.post(`/v1/policy-versions/${versionId}/simulations`, {});
  await db.transaction().execute(async (trx) => {
    const job = await lockJob(trx, body.jobId);
    const { done, progress } = await runSimulationSlice(trx, job!);
    expect([done, progress.doneCount, progress.totalCount]).toEqual([false, 100, 232]);
    await saveJobProgress(trx, body.jobId, progress);
  });
  const halfway = await admin.get(`/v1/jobs/${body.jobId}`);
  expect(halfway.body).toMatchObject({
    status: 'running',
    doneCount: 100,
    totalCount: 232,
    result: null,
  });
  revived = await testWorker(parts);
  const job = await ended(body.jobId);
  expect(job).toMatchObject({ status: 'done', doneCount: 232 });
  expect(job.result).toMatchObject({ caseCount: 232, changedCount: 231 });
  expect(job.result.changed).toHaveLength(231);
});
