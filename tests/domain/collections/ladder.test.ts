import { expect, test } from 'vitest';
import type { TakenStep } from '../../../domain/collections/ladder.ts';
import {
  agedDays,
  defaultLadder,
  inactionEscalation,
  levelAbove,
  levelFor,
  nextLadderStep,
} from '../../../domain/collections/ladder.ts';
import { addDays } from '../../../domain/calendar.ts';

const anchorDate = '2026-03-15';
const base = { ladder: defaultLadder, anchorDate, openedDate: '2026-03-16', pausedDays: 0 };

/** Climbs the ladder to its top, one step after the other. */
function climb(input: Parameters<typeof nextLadderStep>[0]): TakenStep[] {
  const taken: TakenStep[] = [...input.taken];
  for (;;) {
    const due = nextLadderStep({ ...input, taken });
    if (due === null) return taken.slice(input.taken.length);
    taken.push({ key: due.step.key, anchorDate: input.anchorDate, stepDate: due.stepDate });
  }
}

test('nextLadderStep() takes every step once, at its offset from the due date', () => {
  const steps = climb({ ...base, taken: [] });
  expect(steps.map(({ key }) => key)).toEqual(defaultLadder.steps.map(({ key }) => key));
  expect(steps.map(({ stepDate }) => stepDate)).toEqual(
    [1, 3, 5, 10, 17, 24, 31, 45, 61, 91, 121, 181].map((days) => addDays(anchorDate, days)),
  );
});

test('nextLadderStep() moves by the days a pause was granted', () => {
  const due = nextLadderStep({ ...base, pausedDays: 10, taken: [] });
  expect(due).toMatchObject({ step: { key: 'soft_notice' }, stepDate: '2026-03-26' });
});

test('nextLadderStep() does not make up for steps before the case existed', () => {
  const late = nextLadderStep({ ...base, openedDate: '2026-04-20', taken: [] });
  expect(late).toMatchObject({ step: { key: 'field_visit' }, stepDate: '2026-04-29' });
});

test('nextLadderStep() does not climb again what lies behind when a payment moves the oldest due date', () => {
  // Three installments unpaid, 66 days; a payment clears the oldest, so 35 days are left.
  const before = climb({ ...base, taken: [] }).filter(({ stepDate }) => stepDate <= '2026-05-20');
  const next = nextLadderStep({ ...base, anchorDate: '2026-04-15', taken: before });
  expect(before.at(-1)).toMatchObject({ key: 'formal_demand', stepDate: '2026-05-15' });
  expect(next).toMatchObject({ step: { key: 'address_check' }, stepDate: '2026-05-16' });
});

test('nextLadderStep() of a new due date begins at the bottom when the case had rested', () => {
  const first = climb({ ...base, taken: [] }).slice(0, 2);
  const next = nextLadderStep({ ...base, anchorDate: '2026-04-15', taken: first });
  expect(next).toMatchObject({ step: { key: 'soft_notice' }, stepDate: '2026-04-16' });
});

const levels = [
  // days past due, level now, level after
  [1, 'collector', 'collector'],
  [30, 'collector', 'collector'],
  [31, 'collector', 'senior_collector'],
  [91, 'senior_collector', 'collection_lead'],
  [5, 'senior_collector', 'senior_collector'],
  [200, 'collection_lead', 'collection_lead'],
] as const;

test.each(levels)(
  'levelFor() of a case %i days past due with the %s is %s',
  (days, current, expected) => {
    expect(levelFor(defaultLadder, days, current)).toBe(expected);
  },
);

test('levelAbove() ends with the collection lead', () => {
  expect(levelAbove('collector')).toBe('senior_collector');
  expect(levelAbove('collection_lead')).toBeNull();
});

test('inactionEscalation() goes up when nothing happened, counted from the last action', () => {
  const state = { level: 'collector', lastActionDate: '2026-03-20', promiseEndDate: null } as const;
  expect(inactionEscalation(defaultLadder, state)).toEqual({
    escalatesDate: '2026-03-27',
    toLevel: 'senior_collector',
  });
});

test('inactionEscalation() waits for an open promise and never goes above the top', () => {
  const promised = {
    level: 'collector',
    lastActionDate: '2026-03-20',
    promiseEndDate: '2026-03-29',
  } as const;
  expect(inactionEscalation(defaultLadder, promised)).toMatchObject({
    escalatesDate: '2026-04-05',
  });
  const top = { ...promised, level: 'collection_lead' } as const;
  expect(inactionEscalation(defaultLadder, top)).toBeNull();
});

test('agedDays() of 66 days past due with a pause of ten is 56, and never below zero', () => {
  expect(agedDays(66, { graceDays: 0, pausedDays: 10 })).toBe(56);
  expect(agedDays(5, { graceDays: 3, pausedDays: 10 })).toBe(0);
});
