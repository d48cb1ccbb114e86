/** The working calendar of the house: what each year says, and changes that one enters and another confirms. */
import type { z } from 'zod';
import {
  countCalendarShifts,
  findCalendarChange,
  findCalendarYear,
  listCalendarChanges,
  listCalendarYears,
  type CalendarChange,
} from '../../db/queries/calendar-changes.ts';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { changedDates, withYear, type YearContent } from '../../domain/schedule/calendar-change.ts';
import { emptyCalendar } from '../../domain/schedule/working-days.ts';
import { actionsFor } from '../actions.ts';
import { findMovedLoans } from '../calendar-effects.ts';
import {
  confirmCalendarChange,
  enterCalendarChange,
  previewCalendarChange,
  rejectCalendarChange,
  type CalendarEffect,
} from '../commands/calendar-changes.ts';
import type { Actor } from '../context.ts';
import type { Permission } from '../permissions.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/calendar.ts';

const tag = 'calendar';
const changes = '/v1/calendar-changes';
const one = `${changes}/:calendarChangeId`;
const MOST_SHOWN = 200;
const MOST_CHANGES = 50;

const years = defineRead({
  path: '/v1/calendar-years',
  access: 'calendar.read',
  tag,
  summary: 'List the years of the working calendar; the present and the next one always',
  response: wire.calendarYears,
  handler: async ({ db, clock }) => {
    const known = await listCalendarYears(db);
    const present = Number(clock.businessDate.slice(0, 4));
    const unknown = [present, present + 1].filter(
      (year) => !known.some((one) => one.year === year),
    );
    const items = [
      ...known.map((summary) => ({ ...summary, isKnown: true })),
      ...unknown.map((year) => ({ year, ...nothing, isKnown: false })),
    ].sort((a, b) => a.year - b.year);
    const isOpen = ({ year, status }: { year: number; status: string }) =>
      (year === present || year === present + 1) && status === 'provisional';
    return { body: { items, unconfirmedCount: items.filter(isOpen).length } };
  },
});

const nothing = {
  status: 'provisional' as const,
  source: '',
  holidayCount: 0,
  makeUpWorkdayCount: 0,
};

const year = defineRead({
  path: '/v1/calendar-years/:year',
  access: 'calendar.read',
  tag,
  summary: 'Show a year with its holidays and make-up workdays, and the change that waits for it',
  params: wire.yearParams,
  response: wire.calendarYear,
  handler: async ({ db, clock, actor, params }) => {
    const content = await findCalendarYear(db, params.year);
    const [open] = await listCalendarChanges(db, { ...params, status: 'entered', limit: 1 });
    const { status, source, days } = content ?? unknownYear;
    return {
      body: {
        year: params.year,
        isKnown: content !== undefined,
        status,
        source,
        days: [...days],
        firstOpenDate: addDays(clock.businessDate, 1),
        openChange: open === undefined ? null : present(open, actor),
        actions: actionsFor(actor, open === undefined ? ['calendar-change.create'] : []),
      },
    };
  },
});

const unknownYear: YearContent = { status: 'provisional', source: '', days: [] };

const preview = defineWrite({
  method: 'POST',
  path: '/v1/calendar-previews',
  access: 'calendar-change.create',
  tag,
  summary: 'Say which unpaid due dates a year would move; nothing is written',
  body: wire.newCalendarChange,
  response: wire.movedLoans,
  refusals: ['calendar_unchanged', 'calendar_day_past'],
  command: async (trx, { body, clock }) => ({
    body: presentEffect(await previewCalendarChange(trx, body, clock.businessDate)),
  }),
});

const list = defineRead({
  path: changes,
  access: 'calendar.read',
  tag,
  summary: 'List the last changes of the calendar, newest first',
  query: wire.calendarChangeQuery,
  response: wire.calendarChanges,
  handler: async ({ db, actor, query }) => {
    const found = await listCalendarChanges(db, { ...query, limit: MOST_CHANGES });
    return { body: { items: found.map((change) => present(change, actor)) } };
  },
});

const effect = defineRead({
  path: `${one}/effects`,
  access: 'calendar.read',
  tag,
  summary:
    'Say which unpaid due dates a change that waits would move, or how many loans have moved',
  params: wire.calendarChangeParams,
  response: wire.calendarEffect,
  refusals: ['not_found'],
  handler: async ({ db, clock, params }) => {
    const change = await findCalendarChange(db, params.calendarChangeId);
    if (change === undefined) throw new DomainError('not_found', { resource: 'calendar_change' });
    const changed = changedBy(change);
    const { loanCount, appliedCount } = await countCalendarShifts(db, params.calendarChangeId);
    const { businessDate } = clock;
    const isOpen = change.status === 'entered';
    const loans = isOpen ? await findMovedLoans(db, { ...change, changed, businessDate }) : [];
    const shown = presentEffect({ changed, loans });
    return { body: { ...shown, ...(isOpen ? {} : { loanCount }), appliedCount } };
  },
});

const enter = defineWrite({
  method: 'POST',
  path: changes,
  access: 'calendar-change.create',
  tag,
  summary: 'Enter a year, or a correction of one, for another person to confirm',
  body: wire.newCalendarChange,
  response: wire.calendarChange,
  status: 201,
  refusals: ['calendar_change_open', 'calendar_unchanged', 'calendar_day_past'],
  command: async (trx, context) => ({
    status: 201,
    body: present(await enterCalendarChange(trx, context, context.body), context.actor),
  }),
});

const confirm = defineWrite({
  method: 'POST',
  path: `${one}/confirmations`,
  access: 'calendar-change.confirm',
  tag,
  summary: 'Confirm a change that another person entered; unpaid due dates move with it',
  params: wire.calendarChangeParams,
  response: wire.calendarChange,
  status: 201,
  refusals: ['not_found', 'calendar_change_settled', 'four_eyes', 'calendar_day_past'],
  command: async (trx, context) => {
    const { calendarChangeId } = context.params;
    const change = await confirmCalendarChange(trx, context, calendarChangeId);
    return { status: 201, body: present(change, context.actor) };
  },
});

const reject = defineWrite({
  method: 'POST',
  path: `${one}/rejections`,
  access: 'calendar-change.confirm',
  tag,
  summary: 'Reject a change of the calendar, or take an own one back',
  params: wire.calendarChangeParams,
  body: wire.calendarRejection,
  response: wire.calendarChange,
  status: 201,
  refusals: ['not_found', 'calendar_change_settled'],
  command: async (trx, context) => {
    const change = await rejectCalendarChange(trx, context, { ...context.params, ...context.body });
    return { status: 201, body: present(change, context.actor) };
  },
});

export const routes: readonly Route[] = [
  years,
  year,
  preview,
  list,
  effect,
  enter,
  confirm,
  reject,
];

/** Whoever entered a change may only take it back. */
function present(change: CalendarChange, actor: Actor): z.output<typeof wire.calendarChange> {
  const { before: _before, after, ...rest } = change;
  const isOwn = change.enteredBy === actor.actorId;
  const mayConfirm = actor.permissions.has('calendar-change.confirm');
  const possible: readonly Permission[] = isOwn ? [] : ['calendar-change.confirm'];
  const isOpen = change.status === 'entered';
  return {
    ...rest,
    yearStatus: after.status,
    source: after.source,
    days: [...after.days],
    changedDates: changedBy(change),
    actions: isOpen
      ? [...actionsFor(actor, possible), ...(mayConfirm ? ['calendar-change.reject'] : [])]
      : [],
  };
}

function changedBy({ year: number, before, after }: CalendarChange): IsoDate[] {
  const was = withYear(emptyCalendar, number, before ?? unknownYear);
  return changedDates(number, was, withYear(emptyCalendar, number, after));
}

function presentEffect({ changed, loans }: CalendarEffect): z.output<typeof wire.movedLoans> {
  const all = loans.flatMap(({ number, moved }) =>
    moved.map((line) => ({ loanNumber: number, ...line })),
  );
  return {
    changedDates: [...changed],
    loanCount: loans.length,
    dueDateCount: all.length,
    moved: all.slice(0, MOST_SHOWN),
  };
}
