import { expect, test } from 'vitest';
import { versionMachine } from '../../domain/approval/version-states.ts';
import { caseMachine, promiseMachine } from '../../domain/collections/case-states.ts';
import { loanMachine } from '../../domain/loan-states.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import {
  disbursementMachine,
  isMoneyInFlight,
} from '../../domain/origination/disbursement-states.ts';
import type { StateMachine } from '../../domain/state-machine.ts';
import { isFinal, nextState } from '../../domain/state-machine.ts';

const machines: readonly StateMachine<string, string>[] = [
  applicationMachine,
  caseMachine,
  disbursementMachine,
  loanMachine,
  promiseMachine,
  versionMachine,
];

test.each(machines)(
  'every state of the $subject machine can be reached from its first',
  (machine) => {
    const reached = new Set([machine.initial]);
    const moves = Object.values(machine.transitions);
    for (let round = 0; round < moves.length; round += 1) {
      for (const { from, to } of moves)
        if (from.some((state) => reached.has(state))) reached.add(to);
    }
    const named = new Set(moves.flatMap(({ from, to }) => [...from, to]));
    expect([...named].filter((state) => !reached.has(state))).toEqual([]);
  },
);

test('nextState() never sends a released disbursement twice', () => {
  const sending = nextState(disbursementMachine, 'released', 'send');
  const unknown = nextState(disbursementMachine, sending, 'lose_answer');
  expect(isMoneyInFlight(unknown)).toBe(true);
  expect(() => nextState(disbursementMachine, 'unknown', 'send')).toThrow('cannot go');
  expect(nextState(disbursementMachine, 'unknown', 'confirm')).toBe('confirmed');
  expect(isFinal(disbursementMachine, 'confirmed')).toBe(true);
});

test('nextState() reopens a closed loan but never brings a written-off one back to the books', () => {
  expect(nextState(loanMachine, 'closed', 'reopen')).toBe('active');
  expect(isFinal(loanMachine, 'written_off')).toBe(true);
});

test('nextState() lets nobody activate a version that no second person confirmed', () => {
  expect(() => nextState(versionMachine, 'pending_second_person', 'activate')).toThrow(
    expect.objectContaining({ code: 'illegal_transition' }),
  );
  expect(nextState(versionMachine, 'scheduled', 'activate')).toBe('active');
});
