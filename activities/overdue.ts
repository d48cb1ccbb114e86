/**
 * Repairs a wake-up that was lost: every open process whose deadline has passed in business time is told to look. A
 * process that was not due when the training clock moved still holds its timer under the old offset, and a process
 * whose workflow the engine has lost is started again by the relay.
 */
import type { Kysely } from 'kysely';
import { readClock } from '../db/queries/clock.ts';
import { insertOutbox } from '../db/queries/outbox.ts';
import { findDueProcesses, type ProcessKind } from '../db/queries/processes.ts';
import { findRunningMove } from '../db/queries/training.ts';
import type { DB } from '../db/tables.ts';
import { addMs } from '../domain/instant.ts';
import type { Logger } from '../ops/log.ts';
import { wakeSignals } from '../workflows/messages.ts';
import { startLoop, type Loop } from './loop.ts';

const POLL_MS = 5_000;
/** A timer of its own fires within moments; who is later than this has lost it. */
const PATIENCE_MS = 10_000;
/** Waking again sooner would only repeat what did not help. */
const REPEAT_MS = 60_000;
const BATCH_SIZE = 200;

type Due = { readonly workflowId: string; readonly kind: ProcessKind };

/** Looks every few seconds for processes that overslept. */
export function startOverdueWatch(db: Kysely<DB>, log: Logger): Loop {
  const wokenAtMs = new Map<string, number>();
  return startLoop({
    name: 'overdue watch',
    everyMs: POLL_MS,
    log,
    turn: async () => {
      const woken = await wakeOverdue(db, (due) => isFirstTime(wokenAtMs, due));
      if (woken > 0) log.info({ woken }, 'processes had overslept');
    },
  });
}

/**
 * Writes a line to each process that is overdue and that `isWanted`.
 * @returns how many were told
 */
export async function wakeOverdue(
  db: Kysely<DB>,
  isWanted: (due: Due) => boolean = () => true,
): Promise<number> {
  // The move wakes in order of dates; waking from here would run ahead of it.
  if ((await findRunningMove(db)) !== undefined) return 0;
  const { now } = await readClock(db);
  const due = await findDueProcesses(db, { until: addMs(now, -PATIENCE_MS), limit: BATCH_SIZE });
  const wanted = due.filter((process) => isWanted(process));
  await db.transaction().execute(async (trx) => {
    for (const { workflowId, kind } of wanted) {
      const name = wakeSignals[kind];
      if (name !== null)
        await insertOutbox(trx, { workflowId, action: 'signal', name, payload: {} });
    }
  });
  return wanted.length;
}

function isFirstTime(wokenAtMs: Map<string, number>, { workflowId }: Due): boolean {
  const now = Date.now();
  for (const [id, at] of wokenAtMs) if (now - at > REPEAT_MS) wokenAtMs.delete(id);
  if (wokenAtMs.has(workflowId)) return false;
  wokenAtMs.set(workflowId, now);
  return true;
}
