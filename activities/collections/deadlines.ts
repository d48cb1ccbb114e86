/**
 * The one next deadline of a case: the ladder, an open promise, nobody acting, a bucket, the end of a stop, or a
 * message that was not allowed yet, whichever comes first.
 */
import { addDays, type Instant, type IsoDate } from '../../domain/calendar.ts';
import {
  defaultLadder,
  inactionEscalation,
  nextLadderStep,
  type DueStep as LadderDue,
} from '../../domain/collections/ladder.ts';
import { promiseEndDate } from '../../domain/collections/promise.ts';
import { businessDateOf, localInstant } from '../../domain/instant.ts';
import { defaultBuckets } from '../../domain/servicing/buckets.ts';
import type { Position } from '../../workflows/messages.ts';
import {
  firstDayOutside,
  lastActionDate,
  openPromiseEnd,
  promisePeriods,
  stopPeriods,
  type CaseState,
} from './case-state.ts';

/** Work with people begins in the morning; what only counts days changes at midnight. */
const morning = '09:00';
const midnight = '00:00';

type Deadline = { readonly at: Instant; readonly kind: string; readonly detail: string };

export function positionOf(state: CaseState): Position {
  const { status } = state.collectionCase;
  if (status !== 'open' && status !== 'suspended')
    return { status: 'ended', nextAt: null, next: null };
  const deadlines = [
    ...promiseDeadlines(state),
    ...bucketDeadline(state),
    ...resumeDeadline(state),
    ...resendDeadline(state),
    ...ladderDeadline(state),
    ...inactionDeadline(state),
  ];
  // Stable, so that at one instant the order above decides: first what changes the case, then work on it.
  const [next] = deadlines.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  if (next === undefined) return { status: 'open', nextAt: null, next: null };
  const businessDate = businessDateOf(next.at, state.timeZone);
  return {
    status: 'open',
    nextAt: next.at,
    next: { kind: next.kind, businessDate, detail: next.detail },
  };
}

/**
 * The next step of the ladder with the day it is really due: a step that falls into a stop waits for its end, and a
 * call also for the end of an open promise. Later steps that fell into the same rest are not made up for.
 */
export function dueLadderStep(state: CaseState): LadderDue | null {
  const { anchorDate, collectionCase, taken } = state;
  if (anchorDate === null || collectionCase.status !== 'open') return null;
  const { openedDate } = collectionCase;
  const due = nextLadderStep({
    ladder: defaultLadder,
    anchorDate,
    openedDate,
    pausedDays: 0,
    taken,
  });
  if (due === null) return null;
  const isLetter = due.step.channels.every((channel) => channel === 'letter');
  const periods = isLetter ? stopPeriods(state) : [...stopPeriods(state), ...promisePeriods(state)];
  const stepDate = firstDayOutside(due.stepDate, periods);
  return stepDate === null ? null : { ...due, stepDate };
}

/** The escalation that is due when nobody acts; none for a suspended case or at the top. */
export function dueEscalation(state: CaseState) {
  if (state.collectionCase.status !== 'open') return null;
  return inactionEscalation(defaultLadder, {
    level: state.level,
    lastActionDate: lastActionDate(state),
    promiseEndDate: openPromiseEnd(state),
  });
}

function ladderDeadline(state: CaseState): Deadline[] {
  const due = dueLadderStep(state);
  return due === null ? [] : [at(state, due.stepDate, morning, 'ladder', due.step.key)];
}

function inactionDeadline(state: CaseState): Deadline[] {
  const due = dueEscalation(state);
  return due === null ? [] : [at(state, due.escalatesDate, morning, 'inaction', due.toLevel)];
}

function promiseDeadlines(state: CaseState): Deadline[] {
  return state.promises
    .filter(({ status }) => status === 'open')
    .map((promise) =>
      at(state, addDays(promiseEndDate(promise), 1), midnight, 'promise', promise.promiseId),
    );
}

function bucketDeadline(state: CaseState): Deadline[] {
  const { anchorDate, daysPastDue } = state;
  const next = defaultBuckets.find(({ fromDays }) => fromDays > daysPastDue);
  if (anchorDate === null || next === undefined) return [];
  return [at(state, addDays(anchorDate, next.fromDays), midnight, 'bucket', next.name)];
}

function resumeDeadline(state: CaseState): Deadline[] {
  const { suspendedUntilDate, status } = state.collectionCase;
  if (status !== 'suspended' || suspendedUntilDate === null) return [];
  return [at(state, addDays(suspendedUntilDate, 1), midnight, 'resume', '')];
}

function resendDeadline({ withheld }: CaseState): Deadline[] {
  const [first] = withheld
    .map(({ nextAllowedAt }) => nextAllowedAt)
    .filter((instant) => instant !== null)
    .toSorted();
  return first === undefined ? [] : [{ at: first, kind: 'resend', detail: '' }];
}

function at(
  { timeZone }: CaseState,
  date: IsoDate,
  time: string,
  kind: string,
  detail: string,
): Deadline {
  return { at: localInstant(date, time, timeZone), kind, detail };
}
