import { expect, test } from 'vitest';
import { requestTrainingMove } from '../../api/commands/training-clock.ts';
import { addDays, addMonths } from '../../domain/calendar.ts';
import { trainingMoveWorkflowId } from '../../workflows/messages.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { insertInstallation } from '../support/installation.ts';
import { insertOfficer } from '../support/officer.ts';

const { db, person } = await testApi();
const admin = await person(['admin']);
const production = await testDatabase();
await insertInstallation(production.db, 'production');

async function businessDate(): Promise<string> {
  return (await admin.get('/v1/training-clock')).body.businessDate;
}

async function endMoves(): Promise<void> {
  await db.updateTable('training_move').set({ status: 'done' }).execute();
}

test('POST /v1/training-clock/moves writes the move, its process, its start and its audit event', async () => {
  const from = await businessDate();
  const { status, body, headers } = await admin.post('/v1/training-clock/moves', { months: 2 });
  expect(status).toBe(202);
  expect(body).toMatchObject({ fromDate: from, toDate: addMonths(from, 2), status: 'requested' });
  expect(headers.get('location')).toBe(`/v1/training-clock/moves/${body.moveId}`);
  const workflowId = trainingMoveWorkflowId(body.moveId);
  const line = await db
    .selectFrom('outbox')
    .selectAll()
    .where('workflow_id', '=', workflowId)
    .executeTakeFirstOrThrow();
  expect(line).toMatchObject({ action: 'start', name: 'moveTrainingClock' });
  const process = await db
    .selectFrom('process')
    .select('status')
    .where('workflow_id', '=', workflowId)
    .executeTakeFirstOrThrow();
  expect(process.status).toBe('open');
  const audit = await db
    .selectFrom('audit_event')
    .select(['action', 'actor_id'])
    .where('subject_id', '=', body.moveId)
    .executeTakeFirstOrThrow();
  expect(audit).toEqual({ action: 'training_clock.move_requested', actor_id: admin.officerId });
  expect((await admin.get(`/v1/training-clock/moves/${body.moveId}`)).body).toEqual(body);
  expect((await admin.get('/v1/training-clock')).body.moving).toEqual(body);
  await endMoves();
});

test('POST /v1/training-clock/moves takes one move at a time, also of two at the same instant', async () => {
  const both = await Promise.all(
    [1, 2].map((days) => admin.post('/v1/training-clock/moves', { days })),
  );
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([202, 409]));
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('clock_moving');
  await endMoves();
});

test('POST /v1/training-clock/moves only goes forward', async () => {
  const toDate = await businessDate();
  const today = await admin.post('/v1/training-clock/moves', { toDate });
  expect([today.status, today.body.code]).toEqual([422, 'clock_not_forward']);
  const back = await admin.post('/v1/training-clock/moves', { toDate: addDays(toDate, -1) });
  expect(back.body.code).toBe('clock_not_forward');
  const both = await admin.post('/v1/training-clock/moves', { days: 1, months: 1 });
  expect([both.status, both.body.code]).toEqual([422, 'request_invalid']);
});

test('POST /v1/training-clock/moves is for admins', async () => {
  const officer = await person(['loan_officer']);
  const { status } = await officer.post('/v1/training-clock/moves', { days: 1 });
  expect(status).toBe(403);
  expect((await officer.get('/v1/training-clock/moves')).status).toBe(200);
});

test('requestTrainingMove() knows no training clock in a productive installation', async () => {
  const actorId = await insertOfficer(production.db);
  const asked = production.db
    .transaction()
    .execute((trx) => requestTrainingMove(trx, { actorId, target: { days: 1 } }));
  await expect(asked).rejects.toMatchObject({ code: 'not_found' });
});

test('the database refuses an offset of a productive installation', async () => {
  const ahead = production.db.updateTable('installation').set({ clock_offset_ms: 1n }).execute();
  await expect(ahead).rejects.toThrow('production_has_no_offset');
});
