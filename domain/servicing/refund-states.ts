/**
 * The life of one refund of a credit balance over the payment rail. It is released when it is decided; `unknown` is a
 * rail that did not answer: it is asked, never told again. A refusal, or money that the borrower's bank sends back
 * later, puts the credit balance back.
 */
import type { refundStates } from '../choices.ts';
import type { StateMachine } from '../state-machine.ts';

export type RefundState = (typeof refundStates)[number];
export type RefundTransition = 'send' | 'lose_answer' | 'confirm' | 'refuse' | 'return';

export const refundMachine: StateMachine<RefundState, RefundTransition> = {
  subject: 'refund',
  initial: 'released',
  transitions: {
    send: { from: ['released'], to: 'sending' },
    lose_answer: { from: ['sending'], to: 'unknown' },
    confirm: { from: ['sending', 'unknown'], to: 'confirmed' },
    refuse: { from: ['sending', 'unknown'], to: 'refused' },
    // Guard: the loan's process still lives, so that somebody takes the credit balance up again.
    return: { from: ['confirmed'], to: 'returned' },
  },
};

/** The money has left the credit balance and has not arrived; the loan's process waits for it. */
export const refundsInFlight = [
  'released',
  'sending',
  'unknown',
] as const satisfies readonly RefundState[];
