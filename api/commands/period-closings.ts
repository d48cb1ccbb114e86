/** Closing an accounting period: a month of the whole house, in order, once nothing of it is unfinished. */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { readTrialBalance } from '../../db/queries/ledger.ts';
import {
  countUnfinished,
  findFirstPostedDate,
  hashPostings,
  insertClosedPeriod,
  listClosedPeriods,
  lockLedger,
  type ClosedPeriod,
} from '../../db/queries/periods.ts';
import type { DB } from '../../db/tables.ts';
import { addDays, lastDayOfMonth, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { toWireMoney } from '../../domain/money.ts';
import type { Caller } from './caller.ts';

/**
 * @param month `2026-03`
 * @throws DomainError `period_not_over`, `period_out_of_order`, `period_unfinished`
 */
export async function closePeriod(
  trx: Transaction<DB>,
  caller: Caller,
  month: string,
): Promise<ClosedPeriod> {
  const { businessDate } = caller.clock;
  const throughDate = lastDayOfMonth(`${month}-01`);
  if (throughDate >= businessDate)
    throw new DomainError('period_not_over', { throughDate, businessDate });
  await lockLedger(trx);
  const fromDate = await firstDateOf(trx, throughDate);
  const count = await countUnfinished(trx, throughDate);
  if (count > 0) throw new DomainError('period_unfinished', { count });
  const balances = await readTrialBalance(trx, { asOfDate: throughDate, branchIds: 'all' });
  const contentHash = await hashPostings(trx, { fromDate, throughDate });
  await insertClosedPeriod(trx, {
    throughDate,
    closedBy: caller.actor.actorId,
    closedDate: businessDate,
    totals: balances.map(({ accountCode, debit, credit }) => ({
      accountCode,
      debit: toWireMoney(debit),
      credit: toWireMoney(credit),
    })),
    contentHash,
  });
  await insertAudit(trx, {
    actorId: caller.actor.actorId,
    action: 'period.closed',
    subjectType: 'period',
    subjectId: month,
    after: { throughDate, contentHash },
    businessDate,
    requestId: caller.requestId,
  });
  const [closed] = await listClosedPeriods(trx);
  invariant(closed?.throughDate === throughDate, 'the period just closed is the newest');
  return closed;
}

/** The first period is that of the first entry, each later one follows the one closed last. */
async function firstDateOf(trx: Transaction<DB>, throughDate: IsoDate): Promise<IsoDate> {
  const [last] = await listClosedPeriods(trx);
  const first = await findFirstPostedDate(trx);
  const fromDate = last === undefined ? first : addDays(last.throughDate, 1);
  const nextDate = fromDate === null ? throughDate : lastDayOfMonth(fromDate);
  if (nextDate !== throughDate)
    throw new DomainError('period_out_of_order', { throughDate, nextDate });
  return fromDate ?? throughDate;
}
