// The relay between the real database and the real engine; the workflow it feeds is a loan that only looks.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { Engine } from '../../activities/engine.ts';
import { relayOnce, startRelay } from '../../activities/outbox.ts';
import { wakeOverdue } from '../../activities/overdue.ts';
import { connectTemporal } from '../../activities/temporal-connection.ts';
import { insertOutbox, readOutboxLag, type OutboxMessage } from '../../db/queries/outbox.ts';
import { openProcess, saveNextWake } from '../../db/queries/processes.ts';
import { freePort } from '../../ops/ports.ts';
import { findTemporalProgram } from '../../ops/temporal-program.ts';
import { startTemporal } from '../../ops/temporal.ts';
import { loanWorkflowId, startServicing, tellPaymentReceived } from '../../workflows/messages.ts';
import { testDatabase } from '../support/database.ts';
import { insertInstallation } from '../support/installation.ts';
import { monthlyTimetable, scriptLoan } from '../support/scripted-loan.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { startWorkflowWorker, type TestWorker } from '../support/workflow-worker.ts';

const { db, url } = await testDatabase();
const temporal = await testTemporal();
const { client } = temporal;
const log = pino({ level: 'silent' });
const taskQueue = randomUUID();
const workers: TestWorker[] = [];
await insertInstallation(db);

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await db.updateTable('process').set({ status: 'ended' }).execute();
  await db.deleteFrom('outbox').execute();
});

function engineWith(one: Client): Engine {
  return { client: one, taskQueue, railTaskQueue: taskQueue, stepsPerRun: 500 };
}
const parts = { db, engine: engineWith(client), log };

async function work() {
  const loan = scriptLoan(monthlyTimetable(12));
  const { activities } = loan;
  workers.push(await startWorkflowWorker({ ...temporal, activities, taskQueue }));
  return loan;
}

/** As a command does it: process row and lines in one transaction. */
async function write(loanId: string, ...lines: OutboxMessage[]): Promise<void> {
  const workflowId = loanWorkflowId(loanId);
  await db.transaction().execute(async (trx) => {
    await openProcess(trx, { workflowId, kind: 'loan', subjectId: loanId });
    for (const line of lines) await insertOutbox(trx, line);
  });
}

async function statuses(loanId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('status')
    .where('workflow_id', '=', loanWorkflowId(loanId))
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.status);
}

async function eventTypes(loanId: string, one: Client = client): Promise<string[]> {
  const { events } = await one.workflow.getHandle(loanWorkflowId(loanId)).fetchHistory();
  return (events ?? []).flatMap((event) => {
    if (event.workflowExecutionStartedEventAttributes) return ['started'];
    return event.workflowExecutionSignaledEventAttributes ? ['signaled'] : [];
  });
}

test('relayOnce() takes a start that was sent before for success', async () => {
  const loanId = randomUUID();
  await write(loanId, startServicing(loanId));
  await relayOnce(parts);
  await write(loanId, startServicing(loanId));
  await relayOnce(parts);
  expect(await statuses(loanId)).toEqual(['sent', 'sent']);
  expect(await eventTypes(loanId)).toEqual(['started']);
});

test('relayOnce() sends while no worker runs, and the workflow finds its news later', async () => {
  const loanId = randomUUID();
  await write(loanId, startServicing(loanId), tellPaymentReceived(loanId));
  await relayOnce(parts);
  expect(await statuses(loanId)).toEqual(['sent', 'sent']);
  const loan = await work();
  await eventually(() => expect(loan.deeds).toEqual(['look', 'look']));
});

test('relayOnce() tells a workflow once for many lines of one kind', async () => {
  const loanId = randomUUID();
  const tell = tellPaymentReceived(loanId);
  await write(loanId, startServicing(loanId), tell, tell, tell);
  await relayOnce(parts);
  expect(await statuses(loanId)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(await eventTypes(loanId)).toEqual(['started', 'signaled']);
});

test('relayOnce() settles news for a process that has ended as not needed', async () => {
  const loanId = randomUUID();
  await write(loanId, tellPaymentReceived(loanId));
  const ended = { status: 'ended', nextAt: null } as const;
  await db.transaction().execute((trx) => saveNextWake(trx, loanWorkflowId(loanId), ended));
  await relayOnce(parts);
  expect(await statuses(loanId)).toEqual(['not_needed']);
});

test('relayOnce() starts a workflow again that the engine has lost', async () => {
  const loanId = randomUUID();
  await write(loanId, startServicing(loanId));
  await db.updateTable('outbox').set({ status: 'sent' }).execute();
  await write(loanId, tellPaymentReceived(loanId));
  await relayOnce(parts);
  expect(await eventTypes(loanId)).toEqual(['started', 'signaled']);
});

test('relayOnce() never starts a workflow twice that has ended', async () => {
  const loanId = randomUUID();
  await write(loanId, startServicing(loanId));
  await relayOnce(parts);
  await client.workflow.getHandle(loanWorkflowId(loanId)).terminate();
  await write(loanId, tellPaymentReceived(loanId));
  await relayOnce(parts);
  expect(await statuses(loanId)).toEqual(['sent', 'not_needed']);
  const { status } = await client.workflow.getHandle(loanWorkflowId(loanId)).describe();
  expect(status.name).toBe('TERMINATED');
});

test('relayOnce() run by two relays at once carries each line once', async () => {
  const loanIds = Array.from({ length: 20 }, () => randomUUID());
  for (const loanId of loanIds)
    await write(loanId, startServicing(loanId), tellPaymentReceived(loanId));
  const both = await Promise.all([relayOnce(parts), relayOnce(parts)]);
  expect(both.map(({ claimedCount }) => claimedCount).reduce((a, b) => a + b)).toBe(40);
  expect(await readOutboxLag(db)).toMatchObject({ waitingCount: 0 });
});

test('relayOnce() sends the committed offset, not the one of the line', async () => {
  const loanId = randomUUID();
  await write(loanId, startServicing(loanId));
  await db.updateTable('installation').set({ clock_offset_ms: 5_000n }).execute();
  await relayOnce(parts);
  const { events } = await client.workflow.getHandle(loanWorkflowId(loanId)).fetchHistory();
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
  expect(JSON.parse(Buffer.from(input ?? []).toString())).toEqual({
    loanId,
    version: 1,
    stepsPerRun: 500,
    clockOffsetMs: 5_000,
    training: true,
  });
});

test('startRelay() takes over the lines of a relay that died with its lease', async () => {
  const loanId = randomUUID();
  await write(loanId, startServicing(loanId));
  const lapsed = sql<string>`clock_timestamp() + interval '700 milliseconds'`;
  await db.updateTable('outbox').set({ claimed_until: lapsed }).execute();
  const relay = startRelay({ ...parts, databaseUrl: url });
  await eventually(async () => expect(await statuses(loanId)).toEqual(['sent']));
  await relay.stop();
});

test('startRelay() sends later what it could not send while the engine was away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daiban-relay-'));
  const port = await freePort();
  const options = {
    program: await findTemporalProgram(() => {}),
    folder,
    port,
    uiPort: null,
    isDurable: true,
    namespaces: ['default'],
    dynamicConfig: {},
    tell: () => {},
  };
  const first = await startTemporal(options);
  const address = `127.0.0.1:${port}`;
  const lines = await connectTemporal({ address, namespace: 'default', tls: null });
  const relay = startRelay({ db, engine: engineWith(lines.client), log, databaseUrl: url });
  await first.stop();
  const loanIds = Array.from({ length: 30 }, () => randomUUID());
  for (const loanId of loanIds)
    await write(loanId, startServicing(loanId), tellPaymentReceived(loanId));
  await eventually(async () => {
    const { last_error } = await db
      .selectFrom('outbox')
      .select('last_error')
      .executeTakeFirstOrThrow();
    expect(last_error).not.toBeNull();
  });
  const second = await startTemporal(options);
  await eventually(async () => expect(await readOutboxLag(db)).toMatchObject({ waitingCount: 0 }));
  const seen = await Promise.all(loanIds.map((loanId) => eventTypes(loanId, lines.client)));
  expect(seen).toEqual(loanIds.map(() => ['started', 'signaled']));
  await relay.stop();
  await lines.close();
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('wakeOverdue() tells a process that has overslept, once asked for', async () => {
  const loanId = randomUUID();
  await write(loanId);
  const workflowId = loanWorkflowId(loanId);
  const late = { status: 'open', nextAt: new Date(Date.now() - 60_000).toISOString() } as const;
  await db.transaction().execute((trx) => saveNextWake(trx, workflowId, late));
  expect(await wakeOverdue(db, () => false)).toBe(0);
  expect(await wakeOverdue(db)).toBe(1);
  const line = await db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
  expect(line).toMatchObject({ workflow_id: workflowId, action: 'signal', name: 'loanChanged' });
});
