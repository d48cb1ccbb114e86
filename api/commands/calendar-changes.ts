/** The working calendar: one person enters a year, another confirms it, and the loans it moves hear of it. */
import type { Kysely, Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  findCalendarChange,
  findCalendarYear,
  insertCalendarChange,
  insertCalendarShifts,
  listCalendarChanges,
  lockCalendar,
  replaceCalendarYear,
  settleCalendarChange,
  type CalendarChange,
} from '../../db/queries/calendar-changes.ts';
import { insertOutboxLines } from '../../db/queries/outbox.ts';
import type { Json } from '../../db/once.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  assertMayChange,
  findDayFaults,
  type DayFault,
  type YearContent,
} from '../../domain/schedule/calendar-change.ts';
import { tellLoanChanged } from '../../workflows/messages.ts';
import { findMovedLoans, type MovedLoan } from '../calendar-effects.ts';
import { refuseRequest } from '../problem.ts';
import type { Caller } from './caller.ts';

export type ProposedChange = { readonly year: number } & YearContent;

export type CalendarEffect = {
  /** The days that change, in order. */
  readonly changed: readonly IsoDate[];
  readonly loans: readonly MovedLoan[];
};

/** @throws DomainError `request_invalid`, `calendar_unchanged`, `calendar_day_past` */
export async function previewCalendarChange(
  db: Kysely<DB>,
  { year, ...after }: ProposedChange,
  businessDate: IsoDate,
): Promise<CalendarEffect> {
  assertDays(year, after);
  const before = await findCalendarYear(db, year);
  const changed = assertMayChange({ year, before, after, businessDate });
  return { changed, loans: await findMovedLoans(db, { year, after, changed, businessDate }) };
}

/** @throws DomainError `calendar_change_open`, and as `previewCalendarChange` */
export async function enterCalendarChange(
  trx: Transaction<DB>,
  caller: Caller,
  { year, ...after }: ProposedChange,
): Promise<CalendarChange> {
  await lockCalendar(trx);
  assertDays(year, after);
  const { businessDate } = caller.clock;
  const open = await listCalendarChanges(trx, { year, status: 'entered', limit: 1 });
  if (open.length > 0) throw new DomainError('calendar_change_open', { year });
  const before = await findCalendarYear(trx, year);
  assertMayChange({ year, before, after, businessDate });
  const calendarChangeId = await insertCalendarChange(trx, {
    year,
    before: before ?? null,
    after,
    enteredBy: caller.actor.actorId,
    enteredDate: businessDate,
  });
  return record(trx, caller, calendarChangeId, {});
}

/**
 * The year is as entered from now on, and every loan with an unpaid due date that moves is told.
 * @throws DomainError `not_found`, `calendar_change_settled`, `four_eyes`, `calendar_day_past` when the days entered
 *   have come meanwhile
 */
export async function confirmCalendarChange(
  trx: Transaction<DB>,
  caller: Caller,
  calendarChangeId: string,
): Promise<CalendarChange> {
  await lockCalendar(trx);
  const { year, before, after, enteredBy } = await readEntered(trx, calendarChangeId);
  const officerId = caller.actor.actorId;
  if (enteredBy === officerId) throw new DomainError('four_eyes', { officerId });
  const { businessDate } = caller.clock;
  const changed = assertMayChange({ year, before: before ?? undefined, after, businessDate });
  const loans = await findMovedLoans(trx, { year, after, changed, businessDate });
  await replaceCalendarYear(trx, year, after);
  await settle(trx, caller, { calendarChangeId, status: 'confirmed', reason: null });
  const loanIds = loans.map(({ loanId }) => loanId);
  await insertCalendarShifts(trx, calendarChangeId, loanIds);
  await insertOutboxLines(trx, loanIds.map(tellLoanChanged));
  return record(trx, caller, calendarChangeId, {
    changedDates: [...changed],
    loanCount: loans.length,
    dueDateCount: loans.reduce((sum, { moved }) => sum + moved.length, 0),
  });
}

/** By anybody who may confirm, whoever entered it included. @throws DomainError `not_found`, `calendar_change_settled` */
export async function rejectCalendarChange(
  trx: Transaction<DB>,
  caller: Caller,
  { calendarChangeId, reason }: { readonly calendarChangeId: string; readonly reason: string },
): Promise<CalendarChange> {
  await lockCalendar(trx);
  await readEntered(trx, calendarChangeId);
  await settle(trx, caller, { calendarChangeId, status: 'rejected', reason });
  return record(trx, caller, calendarChangeId, { reason });
}

async function readEntered(
  trx: Transaction<DB>,
  calendarChangeId: string,
): Promise<CalendarChange> {
  const change = await findCalendarChange(trx, calendarChangeId);
  if (change === undefined) throw new DomainError('not_found', { resource: 'calendar_change' });
  const { status } = change;
  if (status !== 'entered') throw new DomainError('calendar_change_settled', { status });
  return change;
}

async function settle(
  trx: Transaction<DB>,
  { actor, clock }: Caller,
  settled: {
    readonly calendarChangeId: string;
    readonly status: 'confirmed' | 'rejected';
    readonly reason: string | null;
  },
): Promise<void> {
  const by = { by: actor.actorId, date: clock.businessDate };
  await settleCalendarChange(trx, settled.calendarChangeId, { ...settled, ...by });
}

async function record(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  calendarChangeId: string,
  facts: { readonly [key: string]: Json },
): Promise<CalendarChange> {
  const change = await findCalendarChange(trx, calendarChangeId);
  if (change === undefined) throw new Error('A calendar change just written is not there');
  const { year, status, before, after } = change;
  const textOf = (content: YearContent) => ({
    status: content.status,
    source: content.source,
    days: content.days.map(({ date, kind }) => `${date} ${kind}`),
  });
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: `calendar_change.${status}`,
    subjectType: 'calendar_change',
    subjectId: calendarChangeId,
    ...(before === null ? {} : { before: textOf(before) }),
    after: { year, ...textOf(after), ...facts },
    businessDate: clock.businessDate,
    requestId,
  });
  return change;
}

const faultTexts: { readonly [F in DayFault['fault']]: string } = {
  other_year: 'The day is of another year',
  twice: 'The day is named twice',
  not_weekend: 'A make-up workday is a Saturday or a Sunday',
};

function assertDays(year: number, { days }: YearContent): void {
  const faults = findDayFaults(year, days);
  if (faults.length === 0) return;
  refuseRequest(
    faults.map(({ index, fault }) => ({
      in: 'body' as const,
      pointer: `/days/${index}`,
      detail: faultTexts[fault],
    })),
  );
}
