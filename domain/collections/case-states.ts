/**
 * The life of a collection case (one per customer with anything past due) and of a promise to pay. Escalation
 * changes the level of a case, not its state. A suspended case rests for a dispute, complaint, hardship review,
 * death, litigation or bankruptcy; an open promise rests the calls only and so is no state of the case.
 */
import type { StateMachine } from '../state-machine.ts';

export const caseStates = ['open', 'suspended', 'cured', 'written_off', 'sold'] as const;

export type CaseState = (typeof caseStates)[number];
export type CaseEvent =
  'escalate' | 'suspend' | 'resume' | 'cure' | 'reopen' | 'write_off' | 'sell';

export const caseMachine: StateMachine<CaseState, CaseEvent> = {
  subject: 'collection_case',
  initial: 'open',
  transitions: {
    escalate: { from: ['open'], to: 'open' },
    suspend: { from: ['open'], to: 'suspended' },
    resume: { from: ['suspended'], to: 'open' },
    // Guard: nothing of the customer is past due.
    cure: { from: ['open', 'suspended'], to: 'cured' },
    // The payment that cured it was returned.
    reopen: { from: ['cured'], to: 'open' },
    write_off: { from: ['open', 'suspended'], to: 'written_off' },
    sell: { from: ['open', 'suspended', 'written_off'], to: 'sold' },
  },
};

export const promiseStates = ['open', 'kept', 'partial', 'broken', 'cancelled'] as const;

export type PromiseState = (typeof promiseStates)[number];
export type PromiseEvent = 'keep' | 'keep_in_part' | 'break' | 'cancel';

/** A payment reversed or backdated later judges the promise again, so a judged promise may still move. */
export const promiseMachine: StateMachine<PromiseState, PromiseEvent> = {
  subject: 'promise',
  initial: 'open',
  transitions: {
    keep: { from: ['open', 'partial', 'broken'], to: 'kept' },
    keep_in_part: { from: ['open', 'kept', 'broken'], to: 'partial' },
    break: { from: ['open', 'kept', 'partial'], to: 'broken' },
    cancel: { from: ['open'], to: 'cancelled' },
  },
};
