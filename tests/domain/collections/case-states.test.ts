import { expect, test } from 'vitest';
import { caseMachine, promiseMachine } from '../../../domain/collections/case-states.ts';
import { nextState } from '../../../domain/state-machine.ts';

test('nextState() lets a suspended case be cured, and a cured one reopen when its payment came back', () => {
  const suspended = nextState(caseMachine, 'open', 'suspend');
  const cured = nextState(caseMachine, suspended, 'cure');
  expect(nextState(caseMachine, cured, 'reopen')).toBe('open');
});

test('nextState() refuses to escalate a suspended case', () => {
  expect(() => nextState(caseMachine, 'suspended', 'escalate')).toThrow(
    'A collection_case cannot go from suspended to open by escalate',
  );
});

test('nextState() re-judges a promise after a payment was reversed, but never a cancelled one', () => {
  expect(nextState(promiseMachine, 'kept', 'break')).toBe('broken');
  expect(nextState(promiseMachine, 'partial', 'keep')).toBe('kept');
  expect(() => nextState(promiseMachine, 'cancelled', 'keep')).toThrow(
    'cannot go from cancelled to kept',
  );
});
