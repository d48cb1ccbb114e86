/** A case as one step finds it: what is late on the step's date, what was done, promised, stopped and withheld. */
import type { Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { addDays, maxDate, minDate } from '../../domain/calendar.ts';
import type { CollectorLevel, TakenStep } from '../../domain/collections/ladder.ts';
import { promiseEndDate } from '../../domain/collections/promise.ts';
import { businessDateOf } from '../../domain/instant.ts';
import { maskName } from '../../domain/masks.ts';
import { format, sum } from '../../domain/money.ts';
import { bucketOf } from '../../domain/servicing/buckets.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import {
  listCustomerLoans,
  listTakenSteps,
  type CollectionCase,
  type LateLoan,
} from '../../db/queries/cases.ts';
import { isStopActive, listStops, type Stop } from '../../db/queries/contacts.ts';
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
  /** Whether this very step has judged a promise as broken. */
  readonly wasBrokenNow: boolean;
  readonly payments: readonly CasePayment[];
  /** All that ran at any time since the case was opened. */
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
    wasBrokenNow: false,
    payments: await listCasePayments(trx, caseId, openedDate),
    stops: await listStops(trx, customerId, openedDate),
    withheld: await listWithheldNotices(trx, caseId),
  };
}

/** What rests the whole case on that date; a refusal or a lawyer only changes who is talked to. */
export function restingStops({ stops }: Pick<CaseState, 'stops'>, date: IsoDate): readonly Stop[] {
  return stops.filter(
    (stop) => stop.flag !== 'refused' && stop.flag !== 'represented' && isStopActive(stop, date),
  );
}

/** Days on which the case rested, first and last included; `null` has no end. */
export type QuietPeriod = { readonly firstDate: IsoDate; readonly lastDate: IsoDate | null };

export function stopPeriods({ stops }: Pick<CaseState, 'stops'>): readonly QuietPeriod[] {
  return stops
    .filter(({ flag }) => flag !== 'refused' && flag !== 'represented')
    .map(({ startsDate, untilDate }) => ({ firstDate: startsDate, lastDate: untilDate }));
}

/** From the day a promise was made until it is judged. */
export function promisePeriods({ promises }: Pick<CaseState, 'promises'>): readonly QuietPeriod[] {
  return promises.map((promise) => ({
    firstDate: promise.createdDate,
    lastDate:
      promise.judgedDate === null ? promiseEndDate(promise) : addDays(promise.judgedDate, -1),
  }));
}

/** The first day from `date` on that lies in none of the periods; null when none ever does. */
export function firstDayOutside(date: IsoDate, periods: readonly QuietPeriod[]): IsoDate | null {
  let day = date;
  for (const { firstDate, lastDate } of periods.toSorted(byFirstDate)) {
    if (day < firstDate || (lastDate !== null && day > lastDate)) continue;
    if (lastDate === null) return null;
    day = addDays(lastDate, 1);
  }
  return day;
}

function byFirstDate(a: QuietPeriod, b: QuietPeriod): number {
  return a.firstDate < b.firstDate ? -1 : Number(a.firstDate > b.firstDate);
}

/** Of a contact, a promise, a payment, an escalation, a stop or the opening, whichever was or ended last. */
export function lastActionDate(state: CaseState): IsoDate {
  const { collectionCase, payments, timeZone, date } = state;
  const { openedDate, lastActionAt } = collectionCase;
  const acted = lastActionAt === null ? openedDate : businessDateOf(lastActionAt, timeZone);
  const rested = [...stopPeriods(state), ...promisePeriods(state)]
    .map(({ lastDate }) => lastDate)
    .filter((lastDate) => lastDate !== null && lastDate < date);
  const paid = payments.map(({ effectiveDate }) => effectiveDate);
  return [acted, ...rested, ...paid].reduce<IsoDate>(
    (latest, each) => (each === null ? latest : maxDate(latest, each)),
    openedDate,
  );
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

/** What every text to the debtor is written from. */
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

/** The same for an officer's notice, which shows no more of a person than the work needs. */
export function officerFacts(state: CaseState) {
  const { customerKind, customerName } = state.collectionCase;
  const shown = customerKind === 'person' ? maskName(customerName) : customerName;
  return { ...caseFacts(state), customerName: shown };
}
