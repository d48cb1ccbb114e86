import { expect, test } from 'vitest';
import type {
  ApplicationEvent,
  ApplicationState,
} from '../../../domain/origination/application-states.ts';
import {
  applicationMachine,
  applicationStates,
  hasApplicationEnded,
} from '../../../domain/origination/application-states.ts';
import { mayFire, nextState } from '../../../domain/state-machine.ts';

const moves: readonly (readonly [ApplicationState, ApplicationEvent, ApplicationState])[] = [
  ['draft', 'submit', 'submitted'],
  ['draft', 'discard', 'expired'],
  ['submitted', 'start_review', 'in_review'],
  ['submitted', 'find_incomplete', 'returned'],
  ['submitted', 'hit_knock_out', 'declined'],
  ['in_review', 'pass_stage', 'in_review'],
  ['in_review', 'approve', 'approved'],
  ['in_review', 'decline', 'declined'],
  ['in_review', 'return', 'returned'],
  ['returned', 'resume', 'in_review'],
  ['returned', 'run_again', 'submitted'],
  ['returned', 'expire', 'expired'],
  ['approved', 'issue_offer', 'offered'],
  ['offered', 'accept_offer', 'accepted'],
  ['offered', 'ask_for_other_terms', 'in_review'],
  ['offered', 'expire', 'expired'],
  ['accepted', 'make_ready', 'ready'],
  ['ready', 'book', 'booked'],
  ['ready', 'refuse_disbursement', 'accepted'],
  ['accepted', 'expire', 'expired'],
  ['ready', 'expire', 'expired'],
  ['accepted', 'cancel', 'cancelled'],
  ['ready', 'cancel', 'cancelled'],
  ['ready', 'withdraw', 'withdrawn'],
  ['declined', 'reconsider', 'in_review'],
];

test.each(moves)('nextState() of a %s application by %s is %s', (from, event, to) => {
  expect(nextState(applicationMachine, from, event)).toBe(to);
});

test('nextState() allows exactly these pairs and refuses every other with both states', () => {
  // The table above lists one move per row of the rule book; the rest of the allowed pairs follow from
  // "any before booked" and the review, approval and draft periods.
  const alsoAllowed = [
    'draft withdraw',
    'submitted withdraw',
    'in_review withdraw',
    'returned withdraw',
    'approved withdraw',
    'offered withdraw',
    'accepted withdraw',
    'draft expire',
    'in_review expire',
    'approved expire',
  ];
  const expected = new Set([...moves.map(([from, event]) => `${from} ${event}`), ...alsoAllowed]);
  const events = Object.keys(applicationMachine.transitions) as ApplicationEvent[];
  for (const from of applicationStates) {
    for (const event of events) {
      const allowed = expected.has(`${from} ${event}`);
      expect(mayFire(applicationMachine, from, event), `${from} ${event}`).toBe(allowed);
      if (allowed) continue;
      const to = applicationMachine.transitions[event].to;
      expect(() => nextState(applicationMachine, from, event)).toThrow(
        expect.objectContaining({
          code: 'illegal_transition',
          data: { subject: 'application', from, to, event },
        }),
      );
    }
  }
});

test('hasApplicationEnded() is true for the five final states only', () => {
  expect(applicationStates.filter((state) => hasApplicationEnded(state))).toEqual([
    'booked',
    'declined',
    'expired',
    'withdrawn',
    'cancelled',
  ]);
});
