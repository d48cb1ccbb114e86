import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StageMode, StageTemplate } from '../../../domain/approval/matrix.ts';
import type { Seat } from '../../../domain/approval/stage.ts';
import { computeVerdict, isTurnOf } from '../../../domain/approval/verdict.ts';
import { seat, seats, stage, template, vote, votes } from './support.ts';

const verdictOf = (mode: StageMode, m: number, text: string, more: Partial<StageTemplate> = {}) =>
  computeVerdict(stage({ template: template(mode, more), seats: seats(m), votes: votes(text) }));

const cases = [
  // mode, seats, votes in seat order, n, verdict
  ['any', 3, '---', null, 'open'],
  ['any', 3, '-A-', null, 'approve'],
  ['any', 3, '--D', null, 'decline'],
  ['all', 3, 'AA-', null, 'open'],
  ['all', 3, 'AAA', null, 'approve'],
  ['all', 3, 'D--', null, 'decline'],
  ['n_of_m', 5, 'AADD-', 3, 'open'],
  ['n_of_m', 5, 'AADDA', 3, 'approve'],
  ['n_of_m', 5, 'AADDD', 3, 'decline'],
  ['n_of_m', 5, 'DDD--', 3, 'decline'],
  ['n_of_m', 5, 'AAA--', 3, 'approve'],
  ['n_of_m', 7, 'AAAADD-', 5, 'open'],
  ['n_of_m', 7, 'AAAADDD', 5, 'decline'],
  ['sequential', 2, 'A-', null, 'open'],
  ['sequential', 2, 'AA', null, 'approve'],
  ['sequential', 2, 'AD', null, 'decline'],
  ['all', 3, 'AR-', null, 'return'],
  ['n_of_m', 5, 'AAR--', 3, 'return'],
] as const;

test.each(cases)(
  'computeVerdict() of %s with %i seats after %s at n %s is %s',
  (mode, m, text, n, expected) => {
    expect(verdictOf(mode, m, text, { quorumCount: n }).outcome).toBe(expected);
  },
);

test('computeVerdict() of 会签 that waits for all declines only when everyone has voted', () => {
  expect(verdictOf('all', 3, 'DA-', { waitForAll: true }).outcome).toBe('open');
  expect(verdictOf('all', 3, 'DAA', { waitForAll: true }).outcome).toBe('decline');
});

test('computeVerdict() lets a veto decline end the stage, whatever the others said', () => {
  const chief = seat('chief', { role: 'chief_risk_officer', hasVeto: true, isCounted: false });
  const committee = template('n_of_m', { quorumCount: 3 });
  const before = stage({ template: committee, seats: [...seats(5), chief], votes: votes('AA') });
  expect(computeVerdict(before)).toMatchObject({ outcome: 'open', count: { seatCount: 5 } });
  const vetoed = { ...before, votes: [...before.votes, vote('chief', 'decline')] };
  expect(computeVerdict(vetoed)).toMatchObject({ outcome: 'decline', byVeto: true });
  // A veto holder who approves is not the third of the three.
  const agreed = { ...before, votes: [...before.votes, vote('chief', 'approve')] };
  expect(computeVerdict(agreed)).toMatchObject({ outcome: 'open', count: { approveCount: 2 } });
});

const recused = (count: number): Seat[] =>
  seats(5, (number) => (number > 5 - count ? { status: 'recused' } : {}));

test('computeVerdict() takes a recusal out of m and leaves n: two declines then end three of five', () => {
  const committee = template('n_of_m', { quorumCount: 3 });
  const one = stage({ template: committee, seats: recused(1), votes: votes('D') });
  expect(computeVerdict(one)).toMatchObject({
    outcome: 'open',
    count: { seatCount: 4, neededCount: 3 },
  });
  expect(computeVerdict({ ...one, votes: votes('DD') }).outcome).toBe('decline');
});

test('computeVerdict() with m below n waits for seats and neither approves nor declines', () => {
  const committee = template('n_of_m', { quorumCount: 3 });
  const three = stage({ template: committee, seats: recused(3), votes: votes('D') });
  expect(computeVerdict(three)).toMatchObject({ outcome: 'open', count: { missingSeatCount: 1 } });
  const helped = { ...three, seats: [...three.seats, seat('head', { source: 'escalated' })] };
  expect(computeVerdict(helped)).toMatchObject({ outcome: 'decline', byVeto: false });
});

test('computeVerdict() of a stage that found nobody asks for a seat and never passes', () => {
  for (const mode of ['any', 'all', 'sequential'] as const) {
    const empty = computeVerdict(stage({ template: template(mode) }));
    expect(empty).toMatchObject({ outcome: 'open', count: { missingSeatCount: 1 } });
  }
});

test('computeVerdict() lets a head who was called in stand for one who is silent', () => {
  const head = seat('head', { source: 'escalated' });
  const silent = stage({
    template: template('all'),
    seats: [...seats(2), head],
    votes: [...votes('A'), vote('head', 'approve')],
  });
  expect(computeVerdict(silent)).toMatchObject({ outcome: 'approve', count: { neededCount: 2 } });
});

test('computeVerdict() ignores the vote of a seat that was recused or removed afterwards', () => {
  const gone = stage({
    template: template('any'),
    seats: [seat('p1', { status: 'recused' }), seat('p2')],
    votes: votes('A'),
  });
  expect(computeVerdict(gone).outcome).toBe('open');
});

test('isTurnOf() lets a sequential seat vote only after the seats before it', () => {
  const three = seats(3, (number) => ({ number }));
  const [first, second, third] = three;
  const start = stage({ template: template('sequential'), seats: three });
  expect([first, second, third].map((one) => isTurnOf(start, one!))).toEqual([true, false, false]);
  const later = { ...start, votes: votes('A') };
  expect([second, third].map((one) => isTurnOf(later, one!))).toEqual([true, false]);
});

test('isTurnOf() goes on past a silent seat when the head called in for it has approved', () => {
  const two = seats(2, (number) => ({ number }));
  const head = seat('head', { source: 'escalated', number: 1 });
  const helped = stage({
    template: template('sequential'),
    seats: [...two, head],
    votes: [vote('head', 'approve')],
  });
  expect(isTurnOf(helped, two[1]!)).toBe(true);
});

test('computeVerdict() is reached exactly once: more votes never turn approve into decline', () => {
  // Votes arrive one by one in any order; the first verdict that is not open closes the stage, so it must be
  // the one that the same votes give in any other order up to that point.
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }).chain((m) =>
        fc.record({
          m: fc.constant(m),
          n: fc.integer({ min: 1, max: m }),
          answers: fc.array(fc.constantFrom('A', 'D'), { minLength: m, maxLength: m }),
          order: fc.shuffledSubarray(
            Array.from({ length: m }, (_, index) => index),
            { minLength: m, maxLength: m },
          ),
        }),
      ),
      ({ m, n, answers, order }) => {
        const committee = template('n_of_m', { quorumCount: n });
        const all = votes(answers.join(''));
        const final = computeVerdict(stage({ template: committee, seats: seats(m), votes: all }));
        const outcomes = order.map((_, taken) => {
          const cast = order.slice(0, taken + 1).map((index) => all[index]!);
          return computeVerdict(stage({ template: committee, seats: seats(m), votes: cast }))
            .outcome;
        });
        const closing = outcomes.find((outcome) => outcome !== 'open');
        expect(closing).toBe(final.outcome);
        expect(final.outcome).toBe(
          answers.filter((answer) => answer === 'A').length >= n ? 'approve' : 'decline',
        );
      },
    ),
  );
});
