// Moves of the training clock through relay, workflows and rows. The loans are timetables that keep their process row,
// so that what is tested is the order of dates and the days between them.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { pino } from 'pino';
import { startMissingDays } from '../../activities/day-starter.ts';
import { createEndOfDayActivities } from '../../activities/end-of-day.ts';
import type { Engine } from '../../activities/engine.ts';
import { startRelay } from '../../activities/outbox.ts';
import { createTrainingClockActivities } from '../../activities/training-clock.ts';
import { listUnclosedDates } from '../../db/queries/business-days.ts';
import { readClock } from '../../db/queries/clock.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { findProcess, openProcess, saveNextWake } from '../../db/queries/processes.ts';
import { findTrainingMove, insertTrainingMove } from '../../db/queries/training.ts';
import { addDays, addMonths, type IsoDate } from '../../domain/calendar.ts';
import { localInstant } from '../../domain/instant.ts';
import {
  endOfDayWorkflowId,
  loanWorkflowId,
  startServicing,
  startTrainingMove,
  trainingMoveWorkflowId,
  type Position,
} from '../../workflows/messages.ts';
import type { ServicingActivities } from '../../workflows/proxies.ts';
import { testDatabase } from '../support/database.ts';
import { recordHistory } from '../support/histories.ts';
import { insertInstallation } from '../support/installation.ts';
import { insertOfficer } from '../support/officer.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { startWorkflowWorker, type TestWorker } from '../support/workflow-worker.ts';

const { db, url } = await testDatabase();
const temporal = await testTemporal();
const { client } = temporal;
const log = pino({ level: 'warn' });
const taskQueue = randomUUID();
const engine: Engine = { client, taskQueue, railTaskQueue: taskQueue, stepsPerRun: 500 };
const zone = 'Asia/Shanghai';
await insertInstallation(db);
const officerId = await insertOfficer(db);
const relay = startRelay({ db, engine, log, databaseUrl: url });
afterAll(() => relay.stop());

let worker: TestWorker;
/** `<loan> <date>` in the order of doing. */
let deeds: string[] = [];
let timetables = new Map<string, IsoDate[]>();
/** What a step writes beside its own row. */
let onStep: (name: string, date: IsoDate) => Promise<void> = async () => {};

beforeEach(async () => {
  deeds = [];
  timetables = new Map();
  onStep = async () => {};
  worker = await startWorker();
});
afterEach(async () => {
  await worker.stop();
  await db.updateTable('process').set({ status: 'ended' }).execute();
});

function startWorker(): Promise<TestWorker> {
  const activities = {
    ...createTrainingClockActivities({ db, engine, log }),
    ...createEndOfDayActivities({ db }),
    ...timetableActivities(),
  };
  return startWorkflowWorker({ ...temporal, activities, taskQueue });
}

function timetableActivities(): ServicingActivities {
  const save = async (name: string): Promise<Position> => {
    const date = timetables.get(name)?.[0];
    const next = { kind: 'due', businessDate: date ?? '', detail: '' };
    const position: Position =
      date === undefined
        ? { status: 'ended', nextAt: null, next: null }
        : { status: 'open', nextAt: localInstant(date, '09:00', zone), next };
    await db.transaction().execute((trx) => saveNextWake(trx, loanWorkflowId(name), position));
    return position;
  };
  return {
    lookAtLoan: save,
    runLoanStep: async (name, { businessDate }) => {
      const left = timetables.get(name) ?? [];
      if (left[0] === businessDate) {
        deeds.push(`${name} ${businessDate}`);
        await onStep(name, businessDate);
        timetables.set(name, left.slice(1));
      }
      return save(name);
    },
  };
}

async function openLoan(name: string, dates: IsoDate[]): Promise<void> {
  timetables.set(name, dates);
  await db.transaction().execute(async (trx) => {
    await openProcess(trx, { workflowId: loanWorkflowId(name), kind: 'loan', subjectId: name });
    await insertOutbox(trx, startServicing(name));
  });
}

async function today(): Promise<IsoDate> {
  return (await readClock(db)).businessDate;
}

async function requestMove(toDate: IsoDate): Promise<string> {
  const moveId = randomUUID();
  const fromDate = await today();
  await db.transaction().execute(async (trx) => {
    await insertTrainingMove(trx, { moveId, requestedBy: officerId, fromDate, toDate });
    const workflowId = trainingMoveWorkflowId(moveId);
    await openProcess(trx, { workflowId, kind: 'training_clock', subjectId: moveId });
    await insertOutbox(trx, startTrainingMove(moveId));
  });
  return moveId;
}

async function moveTo(toDate: IsoDate): Promise<string> {
  const moveId = await requestMove(toDate);
  await eventually(async () => {
    expect((await findTrainingMove(db, moveId))?.status).toBe('done');
  });
  return moveId;
}

async function closedDates(): Promise<IsoDate[]> {
  const rows = await db
    .selectFrom('business_day')
    .select('business_date')
    .where('status', '=', 'closed')
    .orderBy('business_date')
    .execute();
  return rows.map((row) => row.business_date);
}

function monthly(from: IsoDate, count: number): IsoDate[] {
  return Array.from({ length: count }, (_, index) => addMonths(from, index + 1));
}

test('moveTrainingClock() runs the steps of all loans by date and closes every day it leaves', async () => {
  const start = await today();
  const names = Array.from({ length: 12 }, () => randomUUID());
  for (const [index, name] of names.entries())
    await openLoan(name, monthly(addDays(start, index % 5), 3));
  const toDate = addMonths(start, 4);
  const moveId = await moveTo(toDate);
  expect(deeds).toHaveLength(36);
  const dates = deeds.map((deed) => deed.slice(-10));
  expect(dates).toEqual(dates.toSorted());
  expect(await today()).toBe(toDate);
  const closed = await closedDates();
  expect(closed[0]).toBe(start);
  expect(closed.at(-1)).toBe(addDays(toDate, -1));
  expect(closed.every((date, index) => date === addDays(start, index))).toBe(true);
  expect((await findTrainingMove(db, moveId))?.wokenCount).toBeGreaterThanOrEqual(36);
  await recordHistory(client, 'move-training-clock', {
    workflowId: trainingMoveWorkflowId(moveId),
  });
});

test('moveTrainingClock() runs what a step has started before it goes on to the next date', async () => {
  const start = await today();
  const [first, second, other] = [randomUUID(), randomUUID(), randomUUID()];
  const [dayOne, dayTwo] = [addDays(start, 10), addDays(start, 11)];
  onStep = async (name) => {
    // The new loan has something due on the very day that brings it into being.
    if (name === first) await openLoan(second, [dayOne, addDays(start, 20)]);
  };
  await openLoan(first, [dayOne]);
  await openLoan(other, [dayTwo]);
  await moveTo(addDays(start, 15));
  expect(deeds).toEqual([`${first} ${dayOne}`, `${second} ${dayOne}`, `${other} ${dayTwo}`]);
});

test('moveTrainingClock() goes on where it was when its worker ends on the way', async () => {
  const start = await today();
  const names = Array.from({ length: 6 }, () => randomUUID());
  for (const name of names) await openLoan(name, monthly(start, 6));
  const moveId = await requestMove(addMonths(start, 7));
  await eventually(() => expect(deeds.length).toBeGreaterThan(8));
  await worker.stop();
  const before = await findTrainingMove(db, moveId);
  worker = await startWorker();
  await eventually(async () => {
    expect((await findTrainingMove(db, moveId))?.status).toBe('done');
  });
  expect(before?.status).toBe('moving');
  expect(deeds).toHaveLength(36);
  expect(new Set(deeds).size).toBe(36);
});

test('moveTrainingClock() leaves no deadline behind that has passed', async () => {
  const start = await today();
  const name = randomUUID();
  await openLoan(name, [addDays(start, 3), addDays(start, 4), addDays(start, 30)]);
  await moveTo(addDays(start, 4));
  const { now } = await readClock(db);
  const row = await db
    .selectFrom('process')
    .select('next_wake_at')
    .where('workflow_id', '=', loanWorkflowId(name))
    .executeTakeFirstOrThrow();
  expect(deeds).toEqual([`${name} ${addDays(start, 3)}`, `${name} ${addDays(start, 4)}`]);
  expect(row.next_wake_at! > now).toBe(true);
});

test('startMissingDays() closes each day that is over, once, and waits while the clock moves', async () => {
  await db.deleteFrom('business_day').execute();
  const dates = await listUnclosedDates(db, { beforeDate: await today(), limit: 3 });
  expect(dates).toHaveLength(3);
  const moveId = await requestMove(addDays(await today(), 1));
  const { status } = (await findTrainingMove(db, moveId))!;
  expect([status, await startMissingDays(db)]).toEqual(['requested', 0]);
  await eventually(async () => {
    expect((await findTrainingMove(db, moveId))?.status).toBe('done');
  });
  const started = await startMissingDays(db);
  expect(started).toBeGreaterThanOrEqual(3);
  await eventually(async () => {
    const closed = await closedDates();
    expect(dates.every((date) => closed.includes(date))).toBe(true);
  });
  const workflowId = endOfDayWorkflowId(dates[0]!);
  await eventually(async () => expect((await findProcess(db, workflowId))?.status).toBe('ended'));
  await recordHistory(client, 'end-of-day', { workflowId });
});
