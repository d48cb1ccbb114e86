import { expect, test } from 'vitest';
import {
  nextStageNumber,
  standingApprovals,
  type PastStage,
} from '../../../domain/approval/next-stage.ts';
import type { ReturnTarget } from '../../../domain/approval/stage.ts';

type Verdict = NonNullable<PastStage['verdict']>;

function stage(
  number: number,
  verdict: Verdict | null,
  rest: {
    readonly by?: string;
    readonly submission?: number;
    readonly back?: ReturnTarget;
    readonly seatStatus?: 'voted' | 'recused';
  } = {},
): PastStage {
  const { by = `officer-${number}`, submission = 1, back, seatStatus = 'voted' } = rest;
  const seatId = `seat-${number}-${by}`;
  const seat = {
    seatId,
    officerId: by,
    role: null,
    source: 'named',
    status: seatStatus,
    onBehalfOf: null,
    addedBy: null,
    number: 1,
    hasVeto: false,
    isCounted: true,
  } as const;
  const vote = {
    seatId,
    officerId: by,
    answer: verdict ?? 'approve',
    reasonCode: null,
    comment: null,
    returnTarget: back ?? null,
    votedAt: '2026-05-08T08:00:00.000Z',
  } as const;
  return {
    number,
    status: verdict === null ? 'unused' : 'closed',
    verdict,
    submissionNumber: submission,
    seats: [seat],
    votes: verdict === null ? [] : [vote],
  };
}

const toStage = (to: number, afterwards: ReturnTarget['afterwards']) => ({
  back: { to, afterwards } as const,
});
const toApplicant = { back: { to: 'applicant', afterwards: 'resume_here' } } as const;

const cases: readonly (readonly [string, readonly PastStage[], number])[] = [
  ['nothing has happened', [], 1],
  ['the first stage approved', [stage(1, 'approve')], 2],
  ['the applicant was asked', [stage(1, 'approve'), stage(2, 'return', toApplicant)], 2],
  [
    'the third stage sent it back to the first, to run again',
    [stage(1, 'approve'), stage(2, 'approve'), stage(3, 'return', toStage(1, 'run_again'))],
    1,
  ],
  [
    'the first approved after a return that asked to run again',
    [
      stage(1, 'approve'),
      stage(2, 'approve'),
      stage(3, 'return', toStage(1, 'run_again')),
      stage(1, 'approve'),
    ],
    2,
  ],
  [
    'the first approved after a return that asked to come straight back',
    [
      stage(1, 'approve'),
      stage(2, 'approve'),
      stage(3, 'return', toStage(1, 'resume_here')),
      stage(1, 'approve'),
    ],
    3,
  ],
  ['a stage was closed unused', [stage(1, 'approve'), stage(2, null)], 2],
];

test.each(cases)('nextStageNumber() when %s', (_name, stages, expected) => {
  expect(nextStageNumber(stages, 1)).toBe(expected);
});

test('nextStageNumber() begins at one for the submission with which the path began again', () => {
  const stages = [stage(1, 'approve'), stage(2, 'return', toApplicant)];
  expect(nextStageNumber(stages, 2)).toBe(1);
  expect(nextStageNumber([...stages, stage(1, 'approve', { submission: 2 })], 2)).toBe(2);
});

test('standingApprovals() counts the newest attempt of a position, and no recused seat', () => {
  const stages = [
    stage(1, 'approve', { by: 'first' }),
    stage(2, 'return', { by: 'second', ...toStage(1, 'run_again') }),
    stage(1, 'approve', { by: 'third' }),
    stage(2, 'approve', { by: 'fourth', seatStatus: 'recused' }),
  ];
  expect(standingApprovals(stages, 1)).toEqual([{ officerId: 'third', stageNumber: 1 }]);
  expect(standingApprovals(stages, 2)).toEqual([]);
});
