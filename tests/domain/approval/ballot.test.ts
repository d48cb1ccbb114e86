import { expect, test } from 'vitest';
import type { Ballot } from '../../../domain/approval/ballot.ts';
import { assertEnoughApprovers, assertMayVote } from '../../../domain/approval/ballot.ts';
import type { StageState } from '../../../domain/approval/stage.ts';
import { cny, seat, stage, template } from './support.ts';

type Change = {
  readonly stage?: Partial<StageState>;
  readonly officer?: Partial<Ballot['officer']>;
  readonly subject?: Partial<Ballot['subject']>;
  readonly vote?: Partial<Ballot['vote']>;
};

/** A ballot on which nothing is wrong, with the given changes. */
function ballot(change: Change = {}): Ballot {
  return {
    stage: stage({ template: template('any'), number: 2, seats: [seat('ann')], ...change.stage }),
    officer: { officerId: 'ann', roles: ['committee_member'], limit: null, ...change.officer },
    subject: {
      amount: cny('80,000.00'),
      makerIds: ['max'],
      relatedIds: [],
      isLastStage: true,
      earlierApprovals: [],
      ...change.subject,
    },
    vote: {
      answer: 'approve',
      reasonCode: null,
      comment: null,
      returnTarget: null,
      ...change.vote,
    },
  };
}

/** Explained in five letters, the fewest that will do. */
const decline = { answer: 'decline', reasonCode: 'income_too_low', comment: 'funds' } as const;
const back = {
  answer: 'return',
  reasonCode: 'document_missing',
  comment: 'invoice missing',
} as const;

test('assertMayVote() gives back the seat when nothing stands against it', () => {
  expect(assertMayVote(ballot())).toEqual(seat('ann'));
  expect(assertMayVote(ballot({ vote: decline }))).toEqual(seat('ann'));
});

const refusals: readonly (readonly [string, string, Change])[] = [
  ['stage_not_open', 'the stage has closed', { stage: { status: 'closed' } }],
  ['stage_not_open', 'the case lies with the applicant', { stage: { status: 'returned' } }],
  ['four_eyes', 'one made the application', { subject: { makerIds: ['ann'] } }],
  ['conflict_of_interest', 'one is related', { subject: { relatedIds: ['ann'] } }],
  [
    'conflict_of_interest',
    'one stepped out',
    { stage: { seats: [seat('ann', { status: 'recused' })] } },
  ],
  ['no_seat', 'one was never asked', { officer: { officerId: 'bob' } }],
  ['no_seat', 'the seat was removed', { stage: { seats: [seat('ann', { status: 'removed' })] } }],
  ['no_seat', 'the role was taken away', { officer: { roles: ['credit_officer'] } }],
  ['already_voted', 'one has voted', { stage: { seats: [seat('ann', { status: 'voted' })] } }],
  [
    'already_approved',
    'the stage asks for another person',
    {
      stage: { template: template('any', { otherPerson: true }) },
      subject: { earlierApprovals: [{ officerId: 'ann', stageNumber: 1 }] },
    },
  ],
  [
    'not_your_turn',
    'somebody comes first',
    {
      stage: {
        template: template('sequential'),
        seats: [seat('bob', { number: 1 }), seat('ann', { number: 2 })],
      },
    },
  ],
  [
    'authority_exceeded',
    'the amount is beyond one’s limit',
    { officer: { limit: cny('79,999.99') } },
  ],
  ['reason_required', 'a decline gives no reason', { vote: { ...decline, reasonCode: null } }],
  [
    'comment_required',
    'a decline is explained in four letters',
    { vote: { ...decline, comment: ' poor ' } },
  ],
  ['reason_required', 'a return gives no reason', { vote: { ...back, reasonCode: null } }],
  [
    'comment_required',
    'an approve needs an opinion and has none',
    { stage: { template: template('any', { commentOnApprove: true }) } },
  ],
  ['return_target_invalid', 'it goes nowhere', { vote: back }],
  [
    'return_target_invalid',
    'it goes to the stage itself',
    { vote: { ...back, returnTarget: { to: 2, afterwards: 'run_again' } } },
  ],
];

test.each(refusals)('assertMayVote() answers %s when %s', (code, _, change) => {
  expect(() => assertMayVote(ballot(change))).toThrow(expect.objectContaining({ code }));
});

test('assertMayVote() names the first rule broken, in order of precedence', () => {
  const everything: Change = {
    stage: { status: 'closed' },
    subject: { makerIds: ['ann'], relatedIds: ['ann'] },
    vote: { ...decline, reasonCode: null },
  };
  expect(() => assertMayVote(ballot(everything))).toThrow(
    expect.objectContaining({ code: 'stage_not_open' }),
  );
});

test('assertMayVote() lets a return go to the applicant or to an earlier stage', () => {
  const toApplicant = {
    ...back,
    returnTarget: { to: 'applicant', afterwards: 'resume_here' },
  } as const;
  const toFirst = { ...back, returnTarget: { to: 1, afterwards: 'run_again' } } as const;
  expect(assertMayVote(ballot({ vote: toApplicant })).officerId).toBe('ann');
  expect(assertMayVote(ballot({ vote: toFirst })).officerId).toBe('ann');
});

test('assertMayVote() asks for authority where the decision falls, not from those who recommend', () => {
  const small = { limit: cny('50,000.00') };
  expect(() => assertMayVote(ballot({ officer: small }))).toThrow(
    '80,000.00 CNY exceeds the authority',
  );
  expect(assertMayVote(ballot({ officer: small, subject: { isLastStage: false } })).officerId).toBe(
    'ann',
  );
  expect(assertMayVote(ballot({ officer: small, vote: decline })).officerId).toBe('ann');
  // Three who decide together are a body; three of whom one suffices are not.
  const three = { seats: [seat('ann'), seat('bob'), seat('cid')] };
  const body = { ...three, template: template('n_of_m', { quorumCount: 2 }) };
  expect(assertMayVote(ballot({ officer: small, stage: body })).officerId).toBe('ann');
  expect(() => assertMayVote(ballot({ officer: small, stage: three }))).toThrow('authority');
});

test('assertMayVote() lets a person named by the matrix vote without any role', () => {
  const named = {
    stage: { seats: [seat('ann', { role: null, source: 'named' })] },
    officer: { roles: [] },
  };
  expect(assertMayVote(ballot(named as Change)).officerId).toBe('ann');
});

test('assertEnoughApprovers() counts people, not votes', () => {
  expect(() => assertEnoughApprovers(['ann', 'ann'], 2)).toThrow(
    expect.objectContaining({
      code: 'too_few_approvers',
      data: { approverCount: 1, neededCount: 2 },
    }),
  );
  expect(() => assertEnoughApprovers(['ann', 'bob', 'ann'], 2)).not.toThrow();
});
