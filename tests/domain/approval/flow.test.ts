import { expect, test } from 'vitest';
import {
  measurePeople,
  measureStages,
  type CastVote,
  type ClosedStage,
} from '../../../domain/approval/flow.ts';

/** Office hours 09:00 to 12:00 and 13:30 to 18:00 in Shanghai, which is UTC+8; 2026-05-08 is a Friday. */
const calendars = new Map([
  [
    'east',
    {
      hours: {
        zone: 'Asia/Shanghai',
        sessions: [
          { from: '09:00', to: '12:00' },
          { from: '13:30', to: '18:00' },
        ],
      },
      calendar: { years: new Map() },
    },
  ],
]);

const stage = (change: Partial<ClosedStage>): ClosedStage => ({
  key: 'credit_officer',
  branchId: 'east',
  openedAt: '2026-05-08T01:00:00.000Z',
  touchedAt: '2026-05-08T02:00:00.000Z',
  closedAt: '2026-05-08T02:30:00.000Z',
  isInTime: true,
  ...change,
});

test('measureStages() tells waiting from work, and counts neither nights nor week-ends', () => {
  const found = measureStages(
    [
      stage({}),
      // Friday 17:00 to Monday 09:30, untouched until Monday 09:15.
      stage({
        openedAt: '2026-05-08T09:00:00.000Z',
        touchedAt: '2026-05-11T01:15:00.000Z',
        closedAt: '2026-05-11T01:30:00.000Z',
        isInTime: false,
      }),
    ],
    calendars,
  );
  expect(found).toEqual([
    {
      key: 'credit_officer',
      count: 2,
      waitingMinutes: 60 + 75,
      workingMinutes: 30 + 15,
      medianMinutes: 90,
      slaHitPpm: 500_000,
      sharePpm: 1_000_000,
    },
  ]);
});

test('measureStages() ranks by the time cases spent in all', () => {
  const many = Array.from({ length: 3 }, () => stage({ key: 'branch_head' }));
  const found = measureStages([stage({ key: 'committee' }), ...many], calendars);
  expect(found.map(({ key, sharePpm }) => [key, sharePpm])).toEqual([
    ['branch_head', 750_000],
    ['committee', 250_000],
  ]);
  expect(measureStages([], calendars)).toEqual([]);
});

test('measurePeople() puts the slowest first, with what they sent back', () => {
  const vote = (officerId: string, minutes: number, answer: CastVote['answer']): CastVote => ({
    officerId,
    name: officerId,
    branchId: 'east',
    answer,
    openedAt: '2026-05-08T01:00:00.000Z',
    touchedAt: '2026-05-08T01:00:00.000Z',
    votedAt: new Date(Date.parse('2026-05-08T01:00:00.000Z') + minutes * 60_000).toISOString(),
    isInTime: minutes < 100,
  });
  const found = measurePeople(
    [vote('an', 10, 'approve'), vote('bo', 120, 'return'), vote('an', 30, 'decline')],
    calendars,
  );
  expect(found).toMatchObject([
    { officerId: 'bo', count: 1, returnCount: 1, medianMinutes: 120, slaHitPpm: 0 },
    { officerId: 'an', count: 2, returnCount: 0, workingMinutes: 40, slaHitPpm: 1_000_000 },
  ]);
});
