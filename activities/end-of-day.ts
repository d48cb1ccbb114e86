/**
 * The end of a civil day: what concerns the whole book and no single loan. Set-based and repeatable: a second run
 * finds the drafts expired and the day closed.
 */
import type { Kysely, Transaction } from 'kysely';
import { recordSteps } from '../db/queries/approval-events.ts';
import { closeDays, expireIdleDrafts, readPortfolio } from '../db/queries/business-days.ts';
import { readClock } from '../db/queries/clock.ts';
import { saveNextWake } from '../db/queries/processes.ts';
import type { DB } from '../db/tables.ts';
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { idleDraftDays } from '../domain/origination/case-clocks.ts';
import { toWire } from '../domain/wire.ts';
import { endOfDayWorkflowId } from '../workflows/messages.ts';

export function createEndOfDayActivities({ db }: { readonly db: Kysely<DB> }) {
  return {
    /** Closes one day and ends the process that was opened for it. */
    closeBusinessDate: (businessDate: IsoDate): Promise<void> =>
      db.transaction().execute(async (trx) => {
        await closeBusinessDates(trx, { firstDate: businessDate, lastDate: businessDate });
        const workflowId = endOfDayWorkflowId(businessDate);
        await saveNextWake(trx, workflowId, { status: 'ended', nextAt: null });
      }),
  };
}

/** Closes every day from `firstDate` to `lastDate`; on all but the first nothing of the book has changed. */
export async function closeBusinessDates(
  trx: Transaction<DB>,
  { firstDate, lastDate }: { firstDate: IsoDate; lastDate: IsoDate },
): Promise<void> {
  await expireDrafts(trx, lastDate);
  const lines = (await readPortfolio(trx)).map((line) => toWire(line, line.currency));
  await closeDays(trx, datesBetween(firstDate, lastDate), { portfolio: lines });
}

async function expireDrafts(trx: Transaction<DB>, lastDate: IsoDate): Promise<void> {
  const expired = await expireIdleDrafts(trx, { lastDate, idleDays: idleDraftDays });
  if (expired.length === 0) return;
  const { now } = await readClock(trx);
  for (const businessDate of new Set(expired.map((draft) => draft.expiredDate))) {
    const steps = expired
      .filter((draft) => draft.expiredDate === businessDate)
      .map(({ applicationId }) => ({
        kind: 'application.expired',
        applicationId,
        actorId: null,
        before: { status: 'draft' },
        after: { status: 'expired' },
      }));
    await recordSteps(trx, steps, { occurredAt: now, businessDate });
  }
}

function datesBetween(firstDate: IsoDate, lastDate: IsoDate): IsoDate[] {
  const dates: IsoDate[] = [];
  for (let date = firstDate; date <= lastDate; date = addDays(date, 1)) dates.push(date);
  return dates;
}
