/**
 * The collection ladder: what happens how many days after the oldest unpaid due date, by whom, and who works a
 * case. Reminders up to the due date belong to the loan; the ladder begins with the first day past due. A step is
 * taken once per due date; a case that moves to a later due date does not climb again what lies behind it.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import type { Channel } from './contact-policy.ts';

export const collectorLevels = ['collector', 'senior_collector', 'collection_lead'] as const;
export type CollectorLevel = (typeof collectorLevels)[number];

/** `system` sends by itself; the others get a task. */
export type Performer = 'system' | CollectorLevel | 'field_team' | 'legal' | 'credit_committee';

export type LadderStep = {
  /** Names step, notice text and task. */
  readonly key: string;
  readonly offsetDays: number;
  readonly channels: readonly Channel[];
  readonly performer: Performer;
};

export type LadderContent = {
  readonly name: string;
  /** In the order of their offsets. */
  readonly steps: readonly LadderStep[];
  /** From which day past due a level works the case; in order. */
  readonly levels: readonly {
    readonly level: CollectorLevel;
    readonly fromDays: number;
    /** Days without any action after which the case goes one level up; null for the last. */
    readonly inactionDays: number | null;
  }[];
};

export const defaultLadder: LadderContent = {
  name: 'default',
  steps: [
    { key: 'soft_notice', offsetDays: 1, channels: ['sms', 'push'], performer: 'system' },
    { key: 'courtesy_call', offsetDays: 3, channels: ['voice'], performer: 'system' },
    { key: 'first_personal_call', offsetDays: 5, channels: ['voice'], performer: 'collector' },
    { key: 'follow_up_10', offsetDays: 10, channels: ['voice', 'sms'], performer: 'collector' },
    { key: 'follow_up_17', offsetDays: 17, channels: ['voice', 'sms'], performer: 'collector' },
    { key: 'follow_up_24', offsetDays: 24, channels: ['voice', 'sms'], performer: 'collector' },
    {
      key: 'address_check',
      offsetDays: 31,
      channels: ['voice', 'letter'],
      performer: 'senior_collector',
    },
    { key: 'field_visit', offsetDays: 45, channels: ['visit'], performer: 'field_team' },
    { key: 'formal_demand', offsetDays: 61, channels: ['letter'], performer: 'senior_collector' },
    { key: 'lawyer_letter', offsetDays: 91, channels: ['letter'], performer: 'legal' },
    { key: 'placement_review', offsetDays: 121, channels: [], performer: 'collection_lead' },
    { key: 'write_off_review', offsetDays: 181, channels: [], performer: 'credit_committee' },
  ],
  levels: [
    { level: 'collector', fromDays: 1, inactionDays: 7 },
    { level: 'senior_collector', fromDays: 31, inactionDays: 10 },
    { level: 'collection_lead', fromDays: 91, inactionDays: null },
  ],
};

/**
 * Days past due as collection counts them: less grace and granted pauses. Asset class and reports use the days past
 * due themselves, which nothing reduces.
 */
export function agedDays(
  daysPastDue: number,
  { graceDays, pausedDays }: { readonly graceDays: number; readonly pausedDays: number },
): number {
  return Math.max(0, daysPastDue - graceDays - pausedDays);
}

/** A step that was taken: which, for which due date, and for which day. */
export type TakenStep = {
  readonly key: string;
  readonly anchorDate: IsoDate;
  readonly stepDate: IsoDate;
};

export type DueStep = { readonly step: LadderStep; readonly stepDate: IsoDate };

/**
 * The next step of a case, due or still ahead; null at the top of the ladder.
 * @param anchorDate due date (shifted) of the oldest unpaid installment
 * @param openedDate steps before the case existed are not made up for
 * @param pausedDays granted pauses move every later step
 */
export function nextLadderStep(input: {
  readonly ladder: LadderContent;
  readonly anchorDate: IsoDate;
  readonly openedDate: IsoDate;
  readonly pausedDays: number;
  readonly taken: readonly TakenStep[];
}): DueStep | null {
  const { ladder, anchorDate, openedDate, pausedDays, taken } = input;
  const lastDate = taken.reduce(
    (latest, { stepDate }) => (stepDate > latest ? stepDate : latest),
    openedDate,
  );
  const isTaken = (key: string) =>
    taken.some((done) => done.key === key && done.anchorDate === anchorDate);
  for (const step of ladder.steps) {
    const stepDate = addDays(anchorDate, step.offsetDays + pausedDays);
    if (stepDate >= lastDate && !isTaken(step.key)) return { step, stepDate };
  }
  return null;
}

/** Who works a case that is so many days past due; never below the level it has been escalated to. */
export function levelFor(
  ladder: LadderContent,
  daysPastDue: number,
  current: CollectorLevel,
): CollectorLevel {
  const byDays =
    ladder.levels.findLast(({ fromDays }) => fromDays <= daysPastDue)?.level ?? current;
  return rank(byDays) > rank(current) ? byDays : current;
}

/** One step up; null at the top. */
export function levelAbove(level: CollectorLevel): CollectorLevel | null {
  return collectorLevels[rank(level) + 1] ?? null;
}

/**
 * When a case goes one level up because nobody did anything, and to whom; null at the top.
 * @param lastActionDate of a contact, a promise, a payment, an escalation, or the opening, whichever was last
 * @param promiseEndDate last day on which an open promise may still be kept; it counts as action until then
 */
export function inactionEscalation(
  ladder: LadderContent,
  state: {
    readonly level: CollectorLevel;
    readonly lastActionDate: IsoDate;
    readonly promiseEndDate: IsoDate | null;
  },
): { readonly escalatesDate: IsoDate; readonly toLevel: CollectorLevel } | null {
  const { level, lastActionDate, promiseEndDate } = state;
  const inactionDays = ladder.levels.find((each) => each.level === level)?.inactionDays ?? null;
  const toLevel = levelAbove(level);
  if (inactionDays === null || toLevel === null) return null;
  const quietSinceDate =
    promiseEndDate !== null && promiseEndDate > lastActionDate ? promiseEndDate : lastActionDate;
  return { escalatesDate: addDays(quietSinceDate, inactionDays), toLevel };
}

function rank(level: CollectorLevel): number {
  return collectorLevels.indexOf(level);
}
