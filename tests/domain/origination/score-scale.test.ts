import { expect, test } from 'vitest';
import {
  defaultProbabilityPpm,
  informationValue,
  oddsAt,
  pointsOfEvidence,
  scaleFactor,
  scaleOffset,
  weightsOfEvidence,
} from '../../../domain/origination/score-scale.ts';
import { card } from './support.ts';

const scale = { base: 600, odds: 30, pdo: 40 };
const timeInJob = [
  { goodCount: 200, badCount: 40 },
  { goodCount: 300, badCount: 24 },
  { goodCount: 500, badCount: 16 },
];

test('scaleFactor() and scaleOffset() put 30 to 1 at 600 and double every 40 points', () => {
  expect(scaleFactor(scale)).toBeCloseTo(57.7078, 4);
  expect(scaleOffset(scale)).toBeCloseTo(403.724, 3);
  expect(oddsAt(scale, 600)).toBeCloseTo(30, 10);
  expect(oddsAt(scale, 640)).toBeCloseTo(60, 10);
});

const grades = [
  // score, implied probability of default in percent
  [700, 0.59],
  [660, 1.16],
  [620, 2.3],
  [580, 4.5],
] as const;

test.each(grades)('defaultProbabilityPpm() at %i points is %f %%', (score, percent) => {
  expect(defaultProbabilityPpm(scale, score) / 10_000).toBeCloseTo(percent, 2);
});

test('oddsAt() a score of 660 is 84.85 to one', () => {
  expect(oddsAt(scale, 660)).toBeCloseTo(84.85, 2);
});

test('weightsOfEvidence() and informationValue() of time in job', () => {
  const weights = weightsOfEvidence(timeInJob);
  expect(weights.map((woe) => woe.toFixed(4))).toEqual(['-0.9163', '0.0000', '0.9163']);
  expect(informationValue(timeInJob)).toBeCloseTo(0.5498, 4);
  const points = weights.map((woe) => pointsOfEvidence(scale, 0.9, woe));
  expect(points[0]).toBeCloseTo(-47.59, 2);
  expect(points[2]).toBeCloseTo(47.59, 2);
});

test('weightsOfEvidence() of a bin without bads stays finite', () => {
  const weights = weightsOfEvidence([{ goodCount: 10, badCount: 0 }, ...timeInJob]);
  expect(weights.every((woe) => Number.isFinite(woe))).toBe(true);
});

test('the card is written on this scale', () => {
  expect(card).toMatchObject(scale);
});
