/**
 * How cases flow: where they wait and where they are worked on, in working time of the branch they lie in, so that a
 * night or a holiday is nobody's delay. A stage waits from its opening to the first thing a person does in it, and is
 * worked on from there to its end; the same holds for a person and their vote.
 */
import type { Instant } from '../calendar.ts';
import { invariant } from '../invariant.ts';
import { workingMinutesBetween, type BranchCalendar } from '../work-calendar.ts';

export type ClosedStage = {
  readonly key: string;
  readonly branchId: string;
  readonly openedAt: Instant;
  /** The first thing a person did in it; its end where nobody did anything before. */
  readonly touchedAt: Instant;
  readonly closedAt: Instant;
  readonly isInTime: boolean;
};

export type CastVote = {
  readonly officerId: string;
  readonly name: string;
  readonly branchId: string;
  readonly answer: 'approve' | 'decline' | 'return';
  readonly openedAt: Instant;
  readonly touchedAt: Instant;
  readonly votedAt: Instant;
  readonly isInTime: boolean;
};

type Times = {
  readonly count: number;
  readonly waitingMinutes: number;
  readonly workingMinutes: number;
  /** From opening to end. */
  readonly medianMinutes: number;
  /** Ended before the time was up, in parts per million. */
  readonly slaHitPpm: number;
};

/** The longest total time first: `sharePpm` is its share of all the time cases spent, waiting and worked on. */
export type StageFlow = Times & { readonly key: string; readonly sharePpm: number };

export type PersonFlow = Times & {
  readonly officerId: string;
  readonly name: string;
  readonly returnCount: number;
};

export type Calendars = ReadonlyMap<string, BranchCalendar>;

export function measureStages(
  stages: readonly ClosedStage[],
  calendars: Calendars,
): readonly StageFlow[] {
  const groups = groupBy(stages, ({ key }) => key).map(([key, all]) => {
    const spans = all.map(({ branchId, openedAt, touchedAt, closedAt, isInTime }) =>
      measure(calendarOf(calendars, branchId), {
        openedAt,
        touchedAt,
        endedAt: closedAt,
        isInTime,
      }),
    );
    return { key, ...summarize(spans) };
  });
  const total = groups.reduce((sum, group) => sum + totalOf(group), 0);
  return groups
    .map((group) => ({
      ...group,
      sharePpm: total === 0 ? 0 : Math.round((totalOf(group) * 1_000_000) / total),
    }))
    .toSorted((a, b) => totalOf(b) - totalOf(a) || (a.key < b.key ? -1 : 1));
}

/** The slowest first. */
export function measurePeople(
  votes: readonly CastVote[],
  calendars: Calendars,
): readonly PersonFlow[] {
  return groupBy(votes, ({ officerId }) => officerId)
    .map(([officerId, all]) => {
      const spans = all.map(({ branchId, openedAt, touchedAt, votedAt, isInTime }) =>
        measure(calendarOf(calendars, branchId), {
          openedAt,
          touchedAt,
          endedAt: votedAt,
          isInTime,
        }),
      );
      const returnCount = all.filter(({ answer }) => answer === 'return').length;
      return { officerId, name: all[0]?.name ?? '', returnCount, ...summarize(spans) };
    })
    .toSorted((a, b) => b.medianMinutes - a.medianMinutes || (a.officerId < b.officerId ? -1 : 1));
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [item]);
    else known.push(item);
  }
  return [...groups];
}

type Span = { readonly waiting: number; readonly working: number; readonly isInTime: boolean };

function measure(
  calendar: BranchCalendar,
  {
    openedAt,
    touchedAt,
    endedAt,
    isInTime,
  }: {
    readonly openedAt: Instant;
    readonly touchedAt: Instant;
    readonly endedAt: Instant;
    readonly isInTime: boolean;
  },
): Span {
  return {
    waiting: workingMinutesBetween(openedAt, touchedAt, calendar),
    working: workingMinutesBetween(touchedAt, endedAt, calendar),
    isInTime,
  };
}

function summarize(spans: readonly Span[]): Times {
  const sum = (of: (span: Span) => number) => spans.reduce((total, span) => total + of(span), 0);
  const hits = spans.filter(({ isInTime }) => isInTime).length;
  return {
    count: spans.length,
    waitingMinutes: sum(({ waiting }) => waiting),
    workingMinutes: sum(({ working }) => working),
    medianMinutes: median(spans.map(({ waiting, working }) => waiting + working)),
    slaHitPpm: spans.length === 0 ? 0 : Math.floor((hits * 1_000_000) / spans.length),
  };
}

/** The lower one of two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function totalOf({ waitingMinutes, workingMinutes }: Times): number {
  return waitingMinutes + workingMinutes;
}

function calendarOf(calendars: Calendars, branchId: string): BranchCalendar {
  const calendar = calendars.get(branchId);
  invariant(calendar !== undefined, 'every stage lies in a branch of the house');
  return calendar;
}
