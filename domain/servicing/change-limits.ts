/**
 * How far a change of a loan may go by the rules of its product (rule book sections 7.1 and 7.4): how often and until
 * when a loan is extended, how long it is paused, how much relief is given, how often it is restructured.
 */
import { addDays, addMonths, daysBetween, maxDate, minDate, type IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { isWorkingDay, type WorkCalendar } from '../schedule/working-days.ts';
import type { LoanEvent, TermsChange, TermsChangeEvent } from './events.ts';
import type { UnrecordedEvent } from './loan-change.ts';
import { effectiveEvents } from './order.ts';
import type { ServicingRules } from './product-rules.ts';
import type { LoanState } from './state.ts';

export type ChangeFacts = {
  readonly rules: ServicingRules;
  /** On the business date, before the change. */
  readonly state: LoanState;
  readonly recorded: readonly LoanEvent[];
  readonly calendar: WorkCalendar;
};

/** @throws DomainError `extension_not_allowed`, `relief_exceeds_limit` */
export function assertWithinLimits(event: UnrecordedEvent, facts: ChangeFacts): void {
  if (event.kind !== 'terms_change') return;
  const { change, effectiveDate } = event;
  const { relief, pause } = facts.rules;
  switch (change.type) {
    case 'extension':
      return assertExtension(facts);
    case 'pause':
      return assertPause(change, effectiveDate, { ...facts, pause });
    case 'interest_only':
      return atMost('interest_only_rows', change.rows, relief.interestOnlyRows);
    case 'payment_holiday':
      return atMost('payment_holiday_rows', change.rows, relief.paymentHolidayRows);
    case 'due_date_move':
      return assertMove(change.nextDueDate, facts);
    case 'restructure':
      return atMost('restructures', facts.state.restructureCount + 1, relief.maxRestructures);
  }
}

function atMost(limit: string, asked: number, most: number): void {
  if (asked > most) throw new DomainError('relief_exceeds_limit', { limit, most, asked });
}

function changesOf<T extends TermsChange['type']>(
  type: T,
  { recorded, state }: Pick<ChangeFacts, 'recorded' | 'state'>,
) {
  return effectiveEvents(recorded, state.businessDate).filter(
    (event): event is TermsChangeEvent & { readonly change: Extract<TermsChange, { type: T }> } =>
      event.kind === 'terms_change' && event.change.type === type,
  );
}

function assertExtension(facts: ChangeFacts): void {
  const { rules, state, calendar } = facts;
  const { maxCount, noticeWorkingDays } = rules.extension;
  if (changesOf('extension', facts).length >= maxCount)
    throw new DomainError('extension_not_allowed', { reason: 'used_up', most: maxCount });
  if (state.maturityDate === null) return;
  const latestDate = workingDaysBefore(state.maturityDate, noticeWorkingDays, calendar);
  if (state.businessDate > latestDate)
    throw new DomainError('extension_not_allowed', { reason: 'short_notice', latestDate });
}

/** The last day with at least `count` working days from it, included, to `date`, excluded. */
export function workingDaysBefore(date: IsoDate, count: number, calendar: WorkCalendar): IsoDate {
  let day = date;
  for (let left = count; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

type Pause = Extract<TermsChange, { readonly type: 'pause' }>;

/** At least a day, none over another, not too long, and not too much of it in any twelve months. */
function assertPause(
  { untilDate }: Pause,
  fromDate: IsoDate,
  facts: ChangeFacts & { readonly pause: ServicingRules['pause'] },
): void {
  const { maxDays, maxDaysPerYear } = facts.pause;
  const days = daysBetween(fromDate, untilDate);
  if (days < 1) throw new DomainError('pause_without_days', { fromDate, untilDate });
  atMost('pause_days', days, maxDays);
  const others = changesOf('pause', facts).map((event) => ({
    from: event.effectiveDate,
    until: event.change.untilDate,
  }));
  const within = (from: IsoDate, until: IsoDate) =>
    others.reduce(
      (total, pause) =>
        total + Math.max(0, daysBetween(maxDate(from, pause.from), minDate(until, pause.until))),
      0,
    );
  atMost('pause_overlap_days', within(fromDate, untilDate), 0);
  const usedBefore = within(addMonths(untilDate, -12), untilDate);
  const usedAfter = within(fromDate, addMonths(fromDate, 12));
  atMost('pause_days_per_year', Math.max(usedBefore, usedAfter) + days, maxDaysPerYear);
}

/** Later than the date it takes the place of, by no more than the limit. */
function assertMove(nextDueDate: IsoDate, { rules, state }: ChangeFacts): void {
  const next = state.rows.find(({ projected }) => projected)?.dueDate;
  if (next === undefined) return;
  atMost('due_date_move_days', daysBetween(next, nextDueDate), rules.relief.dueDateMoveDays);
}
