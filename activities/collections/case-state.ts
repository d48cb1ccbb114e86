/** A case as one step finds it: what is late on the step's date, what was done, promised, stopped and withheld. */
import type { Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { addDays, maxDate, minDate } from '../../domain/calendar.ts';
import type { CollectorLevel, TakenStep } from '../../domain/collections/ladder.ts';
import { promiseEndDate } from '../../domain/collections/promise.ts';
import { businessDateOf } from '../../domain/instant.ts';
import { format, sum } from '../../domain/money.ts';
import { bucketOf } from '../../domain/servicing/buckets.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import {
  listCustomerLoans,
  listTakenSteps,
  type CollectionCase,
  type LateLoan,
} from '../../db/queries/cases.ts';
import { listActiveStops, type Stop } from '../../db/queries/contacts.ts';
import { listWithheldNotices, type WithheldNotice } from '../../db/queries/notices.ts';
import {
  listCasePayments,
  listPromises,
  type CasePayment,
  type PromiseToPay,
} from '../../db/queries/promises.ts';
import type { DB } from '../../db/tables.ts';

export type CaseState = {
  readonly collectionCase: CollectionCase;
  readonly level: CollectorLevel;
  /** The step's own date: everything is as of its morning. */
  readonly date: IsoDate;
  readonly now: Instant;
  readonly timeZone: string;
  readonly lateLoans: readonly LateLoan[];
  readonly isWrittenOff: boolean;
  /** Due date of the oldest unpaid installment of all loans; null when nothing is late. */
  readonly anchorDate: IsoDate | null;
  readonly daysPastDue: number;
  readonly bucket: string;
  readonly overdueMinor: bigint;
  readonly taken: readonly TakenStep[];
  readonly promises: readonly PromiseToPay[];
  readonly payments: readonly CasePayment[];
  readonly stops: readonly Stop[];
  readonly withheld: readonly WithheldNotice[];
};

export async function readCaseState(
  trx: Transaction<DB>,
  collectionCase: CollectionCase,
  { date, clock }: { readonly date: IsoDate; readonly clock: BusinessClock },
): Promise<CaseState> {
  const { caseId, customerId, openedDate } = collectionCase;
  const loans = await listCustomerLoans(trx, customerId, date);
  const late = loans.filter((loan) => loan.daysPastDue > 0);
  const anchors = late.map((loan) => loan.oldestDueDate).filter((anchor) => anchor !== null);
  const daysPastDue = Math.max(0, ...late.map((loan) => loan.daysPastDue));
  return {
    collectionCase,
    level: collectionCase.level as CollectorLevel,
    date,
    now: clock.now,
    timeZone: clock.timeZone,
    lateLoans: late,
    isWrittenOff: late.length > 0 && late.every(({ status }) => status === 'written_off'),
    anchorDate: anchors.length === 0 ? null : anchors.reduce(minDate),
    daysPastDue,
    bucket: bucketOf(daysPastDue),
    overdueMinor: sum(late.map((loan) => loan.overdueMinor)),
    taken: (await listTakenSteps(trx, caseId)).map(({ kind, ...step }) => ({ key: kind, ...step })),
    promises: await listPromises(trx, caseId),
    payments: await listCasePayments(trx, caseId, openedDate),
    stops: await listActiveStops(trx, customerId, date),
    withheld: await listWithheldNotices(trx, caseId),
  };
}

/** Of a contact, a promise, a payment, an escalation or the opening, whichever was last. */
export function lastActionDate({ collectionCase, payments, timeZone }: CaseState): IsoDate {
  const { openedDate, lastActionAt } = collectionCase;
  const acted = lastActionAt === null ? openedDate : businessDateOf(lastActionAt, timeZone);
  return payments
    .map(({ effectiveDate }) => effectiveDate)
    .reduce(maxDate, maxDate(openedDate, acted));
}

/** The last day on which an open promise may still be kept; null without one. */
export function openPromiseEnd({ promises }: Pick<CaseState, 'promises'>): IsoDate | null {
  const ends = promises.filter(({ status }) => status === 'open').map(promiseEndDate);
  return ends.length === 0 ? null : ends.reduce(maxDate);
}

/** The last business date that is over when the step runs. */
export function endedDate({ date }: Pick<CaseState, 'date'>): IsoDate {
  return addDays(date, -1);
}

/** What every text about the case is written from. */
export function caseFacts(state: CaseState) {
  const { collectionCase, daysPastDue, overdueMinor, lateLoans } = state;
  const { number, customerName, currency } = collectionCase;
  const oldest = lateLoans.find((loan) => loan.oldestDueDate === state.anchorDate);
  return {
    caseNumber: number,
    customerName,
    daysPastDue,
    overdue: format({ minor: overdueMinor, currency }),
    loanNumber: oldest?.number ?? '',
    dueDate: state.anchorDate ?? '',
    amount: format({ minor: oldest?.overdueMinor ?? 0n, currency }),
  };
}
