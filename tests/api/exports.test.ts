/** Data leaves as a file only when others have approved what for, masked, capped, for a few days and on record. */
import { expect, test } from 'vitest';
import { exportData } from '../../activities/jobs/export-data.ts';
import { readClock } from '../../db/queries/clock.ts';
import { endJob, lockJob, saveJobProgress } from '../../db/queries/jobs.ts';
import { addDays } from '../../domain/calendar.ts';
import { csvLine, exportRowCap } from '../../domain/data-export.ts';
import { testApi, type Person } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { keys, moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { newPerson } from '../support/numbers.ts';
import { approveRequest, decline, openStage, voteInStage } from '../support/requests.ts';
import { runDisbursement, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedRequestMatrices(db);
const auditor = await api.person(['auditor'], 'head_office');
const officer = await api.person(['loan_officer']);
const all = '/v1/exports';

/** Slice after slice, each in its transaction, as the workflow asks for them. */
async function runJob(exportId: string): Promise<void> {
  const { job_id: jobId } = await db
    .selectFrom('job')
    .select('job_id')
    .where('subject_id', '=', exportId)
    .executeTakeFirstOrThrow();
  for (let isDone = false; !isDone;) {
    isDone = await db.transaction().execute(async (trx) => {
      const clock = await readClock(trx);
      const slice = await exportData(trx, (await lockJob(trx, jobId))!, { clock, keys });
      await saveJobProgress(trx, jobId, slice.progress);
      if (!slice.done) return false;
      const end = { status: 'done', result: slice.result, endedAt: clock.now } as const;
      await endJob(trx, jobId, end);
      return true;
    });
  }
}

const ask = (person: Person, body: object) =>
  person.post(all, { purpose: 'the yearly audit', ...body });

async function fileOf(person: Person, exportId: string): Promise<string> {
  const { body } = await person.get(`${all}/${exportId}`);
  const answer = await person.get(body.file.url);
  expect(answer.status).toBe(200);
  return answer.body as string;
}

test('customers are exported once others have approved, with names masked', async () => {
  for (let count = 0; count < 3; count += 1) await officer.post('/v1/customers', newPerson());
  const made = await ask(auditor, { kind: 'customers' });
  expect(made.status, JSON.stringify(made.body)).toBe(202);
  expect(made.body).toMatchObject({ requestStatus: 'open', job: null, file: null });
  const { exportId } = made.body;
  const early = await auditor.get(`${all}/${exportId}/file`);
  expect(early.body.code).toBe('export_not_ready');
  expect(await approveRequest(api, exportId)).toBe('effective');
  await runJob(exportId);
  const { body: ready } = await auditor.get(`${all}/${exportId}`);
  expect(ready).toMatchObject({
    requestStatus: 'effective',
    job: { status: 'done', doneCount: 3, totalCount: 3 },
    file: { rowCount: 3 },
  });
  const text = await fileOf(auditor, exportId);
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('number,kind,customer_name,identity_mask');
  const names = await db.selectFrom('customer').select('name').execute();
  for (const { name } of names) expect(text).not.toContain(name);
  const other = await api.person(['auditor'], 'head_office');
  expect((await other.get(`${all}/${exportId}`)).status).toBe(404);
  const fetched = await db
    .selectFrom('audit_event')
    .select('actor_id')
    .where('action', '=', 'export.fetched')
    .execute();
  expect(fetched).toEqual([{ actor_id: auditor.officerId }]);
  const { businessDate } = await readClock(db);
  await moveClock(db, addDays(businessDate, 8));
  expect((await auditor.get(`${all}/${exportId}/file`)).body.code).toBe('export_expired');
});

test('loans and ledger entries follow the scope and the dates that were asked for', async () => {
  const finance = await api.person(['finance'], 'beijing');
  const head = await api.person(['finance'], 'head_office');
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  await runDisbursement(db, await seedReleased(db, accepted));
  const linesOf = async (person: Person, body: object) => {
    const { exportId } = (await ask(person, body)).body;
    await approveRequest(api, exportId);
    await runJob(exportId);
    return (await fileOf(person, exportId)).trim().split('\r\n').slice(1);
  };
  expect(await linesOf(finance, { kind: 'loans' })).toEqual([]);
  const loans = await linesOf(head, { kind: 'loans' });
  expect(loans).toHaveLength(1);
  expect(loans[0]).toContain('100000.00');
  const entries = await linesOf(head, { kind: 'ledger_entries', fromDate: startDate });
  expect(entries.length).toBeGreaterThan(1);
  expect(await linesOf(head, { kind: 'ledger_entries', toDate: '2036-01-01' })).toEqual([]);
  expect(await linesOf(head, { kind: 'applications' })).toHaveLength(1);
});

test('a declined export has no job; names in full need their own right; nobody without the right asks', async () => {
  const { exportId } = (await ask(auditor, { kind: 'customers' })).body;
  const { stageId } = await openStage(api, exportId);
  await voteInStage(api, stageId!, decline);
  expect((await auditor.get(`${all}/${exportId}`)).body).toMatchObject({
    requestStatus: 'declined',
    job: null,
  });
  const named = await ask(auditor, { kind: 'customers', showsNames: true });
  expect([named.status, named.body.permission]).toEqual([403, 'customer.reveal']);
  expect((await ask(officer, { kind: 'customers' })).status).toBe(403);
  const listed = await auditor.get(all);
  expect(listed.body.items.map((one: { exportId: string }) => one.exportId)).toContain(exportId);
});

test('csvLine() quotes what needs it and lets no formula through', () => {
  expect(csvLine(['a,b', 'say "x"', null, 5n, '-12.50'])).toBe('"a,b","say ""x""",,5,-12.50\r\n');
  expect(csvLine(['=1+1', '+SUM(A1)', '-x', '@y'])).toBe("'=1+1,'+SUM(A1),'-x,'@y\r\n");
});

test('exportRowCap() is the highest of the roles, and none for most', () => {
  expect(exportRowCap(['finance', 'auditor'])).toBe(100_000);
  expect(exportRowCap(['loan_officer'])).toBe(0);
});
