/**
 * The training clock goes from one business date to the next on which anything is due. On each it commits the offset,
 * lets everything due run in the order of dates, and closes the day when it leaves it. All it knows is in the rows,
 * so a killed worker goes on where it was.
 */
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { readClock } from '../db/queries/clock.ts';
import {
  findToldProcesses,
  insertOutbox,
  readOutboxLag,
  readMarkOfLastMove,
  readOutboxMark,
  type OutboxMark,
} from '../db/queries/outbox.ts';
import { findDueProcesses, findProcess, saveNextWake } from '../db/queries/processes.ts';
import {
  addWoken,
  commitBusinessInstant,
  findNextDueDate,
  findTrainingMove,
  finishTrainingMove,
  markReached,
  type TrainingMove,
} from '../db/queries/training.ts';
import type { DB } from '../db/tables.ts';
import { addDays, maxDate, minDate, type Instant, type IsoDate } from '../domain/calendar.ts';
import { localInstant } from '../domain/instant.ts';
import { invariant } from '../domain/invariant.ts';
import { trainingMoveWorkflowId, wakeSignals } from '../workflows/messages.ts';
import { forEachConcurrently } from './concurrency.ts';
import { closeBusinessDates } from './end-of-day.ts';
import { advanceWorkflow } from './engine.ts';
import { relayOnce, type RelayParts } from './outbox.ts';

export type TrainingClockParts = Pick<RelayParts, 'db' | 'engine' | 'log'>;

/** Each training date is lived through to this hour; what falls due later in the evening runs first on the next one. */
const EVENING = '20:00';
const CONCURRENT_WORKFLOWS = 24;
const DUE_LIMIT = 1_000;
const HEARTBEAT_MS = 3_000;
const TURN_MS = 3_000;
/** After an interruption nobody knows how old the news is. */
const INTERRUPTED_MS = 600_000;
const DRAIN_PAUSE_MS = 10;

export function createTrainingClockActivities(parts: TrainingClockParts) {
  return {
    /** Lives through dates, one after the other, for a few seconds; says how many, and whether the clock arrived. */
    runTrainingDates: async (moveId: string): Promise<{ done: boolean; dateCount: number }> => {
      const beat = setInterval(() => heartbeat(), HEARTBEAT_MS);
      const untilMs = Date.now() + TURN_MS;
      try {
        for (let dateCount = 1; ; dateCount += 1) {
          const { done } = await runTrainingDate(parts, moveId);
          if (done || Date.now() >= untilMs) return { done, dateCount };
        }
      } finally {
        clearInterval(beat);
      }
    },
  };
}

/** Lives through the date the clock stands at, and closes the days up to the next one. */
async function runTrainingDate(
  parts: TrainingClockParts,
  moveId: string,
): Promise<{ done: boolean }> {
  const move = await findTrainingMove(parts.db, moveId);
  invariant(move !== undefined, 'a move is written down before its workflow starts');
  if (move.status === 'done') return { done: true };
  const date = move.reachedDate ?? move.fromDate;
  const { evening, zone } = await arrive(parts.db, moveId, date);
  await settle(parts, move, evening);
  if (date >= move.toDate) {
    await finish(parts.db, moveId);
    return { done: true };
  }
  await leave(parts.db, move, { date, evening, zone });
  return { done: false };
}

/** Commits the offset; business time is the evening of the date, or later when real time already is. */
async function arrive(
  db: Kysely<DB>,
  moveId: string,
  date: IsoDate,
): Promise<{ evening: Instant; zone: string }> {
  const { timeZone: zone } = await readClock(db);
  const evening = localInstant(date, EVENING, zone);
  await db.transaction().execute(async (trx) => {
    await commitBusinessInstant(trx, evening);
    await markReached(trx, moveId, date);
  });
  return { evening, zone };
}

/** Nothing is left to run on this date: the days until the next one that has anything due are closed with it. */
async function leave(
  db: Kysely<DB>,
  { moveId, toDate }: TrainingMove,
  { date, evening, zone }: { date: IsoDate; evening: Instant; zone: string },
): Promise<void> {
  const dueDate = (await findNextDueDate(db, evening, zone)) ?? toDate;
  const nextDate = minDate(toDate, maxDate(dueDate, addDays(date, 1)));
  await db.transaction().execute(async (trx) => {
    await closeBusinessDates(trx, { firstDate: date, lastDate: addDays(nextDate, -1) });
    await markReached(trx, moveId, nextDate);
  });
}

async function finish(db: Kysely<DB>, moveId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await finishTrainingMove(trx, moveId);
    const workflowId = trainingMoveWorkflowId(moveId);
    await saveNextWake(trx, workflowId, { status: 'ended', nextAt: null });
  });
}

/** Runs until the outbox is empty, nobody who was told something is still at work, and nothing is due. */
async function settle(
  parts: TrainingClockParts,
  { moveId, reachedDate }: TrainingMove,
  until: Instant,
): Promise<void> {
  const { clockOffsetMs } = await readClock(parts.db);
  const asked = new Set<string>();
  let mark = await findMark(parts.db, reachedDate);
  for (;;) {
    await drainOutbox(parts);
    stopIfAsked();
    const round = await findWork(parts.db, { until, mark, asked });
    if (round.workflowIds.length === 0) return;
    mark = round.mark;
    await forEachConcurrently(round.workflowIds, CONCURRENT_WORKFLOWS, (workflowId) =>
      advance(parts, workflowId, clockOffsetMs),
    );
    await addWoken(parts.db, moveId, round.workflowIds.length);
  }
}

/** From when on somebody may still be at work: between two dates of one move nobody is. */
async function findMark(db: Kysely<DB>, reachedDate: IsoDate | null): Promise<OutboxMark> {
  if (activityInfo().attempt > 1) return readOutboxMark(db, INTERRUPTED_MS);
  return reachedDate === null ? readMarkOfLastMove(db) : readOutboxMark(db, 0);
}

/** Each deadline is asked for once per date: a process that did not act on it is left for its owner to look at. */
async function findWork(
  db: Kysely<DB>,
  { until, mark, asked }: { until: Instant; mark: OutboxMark; asked: Set<string> },
): Promise<{ workflowIds: string[]; mark: OutboxMark }> {
  const told = await findToldProcesses(db, mark);
  const due = await findDueProcesses(db, { until, limit: DUE_LIMIT });
  const fresh = due.filter(
    ({ workflowId, nextWakeAt }) => !asked.has(`${workflowId} ${nextWakeAt}`),
  );
  for (const { workflowId, nextWakeAt } of fresh) asked.add(`${workflowId} ${nextWakeAt}`);
  const workflowIds = new Set([...fresh.map(({ workflowId }) => workflowId), ...told.workflowIds]);
  return { workflowIds: [...workflowIds], mark: told.mark };
}

async function advance(
  { db, engine, log }: TrainingClockParts,
  workflowId: string,
  clockOffsetMs: number,
): Promise<void> {
  stopIfAsked();
  if ((await advanceWorkflow(engine, workflowId, clockOffsetMs)) === 'advanced') return;
  const process = await findProcess(db, workflowId);
  if (process?.status !== 'open') return;
  const signal = wakeSignals[process.kind];
  if (signal === null) return;
  // Its row is open and the engine does not know it: the relay starts what can be started again.
  log.warn({ workflowId }, 'an open process has no running workflow');
  const line = { workflowId, action: 'signal', name: signal, payload: {} } as const;
  await db.transaction().execute((trx) => insertOutbox(trx, line));
}

/** The worker shuts down: the date is taken up again by the next attempt. */
function stopIfAsked(): void {
  if (cancellationSignal().aborted) throw new Error('the worker stops before this date is over');
}

/** Carries lines itself instead of waiting for the relay beside it; both take different lines. */
async function drainOutbox(parts: Pick<RelayParts, 'db' | 'engine' | 'log'>): Promise<void> {
  for (;;) {
    const { claimedCount } = await relayOnce(parts);
    if (claimedCount > 0) continue;
    if ((await readOutboxLag(parts.db)).waitingCount === 0) return;
    stopIfAsked();
    await sleep(DRAIN_PAUSE_MS);
  }
}
