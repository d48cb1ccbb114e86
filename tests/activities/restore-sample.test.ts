/** A training house with a case under way, a moved clock and a changed calendar goes back to what it began with. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { restoreSample } from '../../db/queries/training-sample.ts';
import { testApi } from '../support/api.ts';
import { seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
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
const admin = await api.person(['admin'], 'head_office');
const otherAdmin = await api.person(['admin'], 'head_office');
const officer = await api.person(['loan_officer']);
await api.person(['credit_officer']);
await api.person(['credit_officer']);

const countOf = async (table: string) => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from ${sql.table(table)}`.execute(db);
  return rows[0]!.count;
};

test('everything but people, policies and the calendar of the first day is gone, and work begins anew', async () => {
  const { applicationId } = await submitCase(api, officer);
  await eventually(async () => {
    const { body } = await officer.get(`/v1/applications/${applicationId}`);
    expect(body.status).toBe('in_review');
  });
  const day = { date: '2036-10-01', kind: 'holiday', name: '国庆节' };
  const year = { year: 2036, status: 'published', source: '通知', days: [day] };
  const change = await admin.post('/v1/calendar-changes', year);
  await otherAdmin.post(`/v1/calendar-changes/${change.body.calendarChangeId}/confirmations`);
  const path = '/v1/training/sample-restorations';
  expect((await officer.post(path, { agreed: 'restore' })).status).toBe(403);
  expect((await admin.post(path, {})).status).toBe(422);
  const asked = await admin.post(path, { agreed: 'restore' });
  expect(asked).toMatchObject({ status: 202, body: { kind: 'sample_restoration' } });
  await eventually(async () => {
    const { body } = await admin.get(`/v1/jobs/${asked.body.jobId}`);
    expect(body, JSON.stringify(body.failure)).toMatchObject({ status: 'done' });
  });
  for (const table of ['application', 'approval', 'stage', 'calendar_change', 'customer'])
    expect(await countOf(table), table).toBe(0);
  const { body } = await admin.get('/v1/calendar-years/2036');
  expect(body).toMatchObject({ isKnown: false, days: [] });
  expect((await admin.get('/v1/training-clock')).body.businessDate < '2036-01-01').toBe(true);
  const audit = await db.selectFrom('audit_event').select('action').execute();
  expect(audit.map(({ action }) => action)).toContain('training_sample.restored');
  // Numbers count from one again, and the rules of the database hold as before.
  const again = await submitCase(api, officer);
  const { body: shown } = await officer.get(`/v1/applications/${again.applicationId}`);
  expect(shown.number.slice(-6)).toBe('000001');
  await expect(sql`delete from audit_event`.execute(db)).rejects.toThrow();
  await expect(sql`truncate audit_event`.execute(db)).rejects.toThrow();
});

test('a productive installation is never emptied', async () => {
  await sql`alter table installation disable trigger user`.execute(db);
  await sql`update installation set mode = 'production', clock_offset_ms = 0`.execute(db);
  await sql`alter table installation enable trigger user`.execute(db);
  const jobId = '00000000-0000-7000-8000-000000000000';
  const empty = db.transaction().execute((trx) => restoreSample(trx, jobId));
  await expect(empty).rejects.toThrow('only a training installation');
  const asked = await admin.post('/v1/training/sample-restorations', { agreed: 'restore' });
  expect(asked.status).toBe(404);
});
