/**
 * Sees to it that every civil day is closed once it is over: it writes down one `endOfDay` for each day that is not,
 * oldest first, also for those of a time when nothing ran. While the training clock moves, the move closes the days.
 */
import type { Kysely } from 'kysely';
import { listUnclosedDates } from '../db/queries/business-days.ts';
import { readClock } from '../db/queries/clock.ts';
import { insertOutbox } from '../db/queries/outbox.ts';
import { findProcess, openProcess } from '../db/queries/processes.ts';
import { findRunningMove } from '../db/queries/training.ts';
import type { DB } from '../db/tables.ts';
import type { Logger } from '../ops/log.ts';
import { endOfDayWorkflowId, startEndOfDay } from '../workflows/messages.ts';
import { startLoop, type Loop } from './loop.ts';

const EVERY_MS = 30_000;
/** Days written down in one turn; the rest follow in the next. */
const BATCH_SIZE = 31;

export function startDayStarter(db: Kysely<DB>, log: Logger): Loop {
  const turn = async () => {
    const started = await startMissingDays(db);
    if (started > 0) log.info({ started }, 'days are over and will be closed');
  };
  return startLoop({ name: 'day starter', everyMs: EVERY_MS, log, turn });
}

/** @returns how many ends of day were written down */
export async function startMissingDays(db: Kysely<DB>): Promise<number> {
  return db.transaction().execute(async (trx) => {
    if ((await findRunningMove(trx)) !== undefined) return 0;
    const { businessDate } = await readClock(trx);
    const dates = await listUnclosedDates(trx, { beforeDate: businessDate, limit: BATCH_SIZE });
    let started = 0;
    for (const date of dates) {
      const workflowId = endOfDayWorkflowId(date);
      if ((await findProcess(trx, workflowId)) !== undefined) continue;
      await openProcess(trx, { workflowId, kind: 'end_of_day', subjectId: date });
      await insertOutbox(trx, startEndOfDay(date));
      started += 1;
    }
    return started;
  });
}
