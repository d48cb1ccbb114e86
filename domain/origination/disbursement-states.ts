/**
 * The life of one disbursement: operations makes it, finance releases it, the rail answers. `unknown` is a rail
 * that timed out: it is reconciled, never sent again, because the rail cannot tell a repeat from a second transfer.
 */
import type { StateMachine } from '../state-machine.ts';

export const disbursementStates = [
  'requested',
  'released',
  'sending',
  'unknown',
  'confirmed',
  'refused',
  'cancelled',
] as const;

export type DisbursementState = (typeof disbursementStates)[number];
export type DisbursementEvent =
  'release' | 'cancel' | 'send' | 'lose_answer' | 'confirm' | 'refuse';

export const disbursementMachine: StateMachine<DisbursementState, DisbursementEvent> = {
  subject: 'disbursement',
  initial: 'requested',
  transitions: {
    // Guard: released by another person than the one who made it.
    release: { from: ['requested'], to: 'released' },
    cancel: { from: ['requested', 'released'], to: 'cancelled' },
    send: { from: ['released'], to: 'sending' },
    lose_answer: { from: ['sending'], to: 'unknown' },
    confirm: { from: ['sending', 'unknown'], to: 'confirmed' },
    refuse: { from: ['sending', 'unknown'], to: 'refused' },
  },
};

/** Nothing of it is left to do, so another one may be made. */
export function hasEnded(state: DisbursementState): boolean {
  return state === 'confirmed' || state === 'refused' || state === 'cancelled';
}

/** Money may be on its way: the applicant can no longer withdraw. */
export function isMoneyInFlight(state: DisbursementState): boolean {
  return state === 'sending' || state === 'unknown';
}
