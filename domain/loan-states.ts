/**
 * The life of a loan after its money was confirmed. Being past due is not a state: it is computed from the
 * schedule and the payments (`daysPastDue`). A written-off loan never returns to the books; the claim stays alive
 * and what is recovered is booked against it.
 */
import type { StateMachine } from './state-machine.ts';

export const loanStates = ['active', 'closed', 'written_off'] as const;

export type LoanState = (typeof loanStates)[number];
export type LoanStateEvent = 'close' | 'reopen' | 'write_off';

export const loanMachine: StateMachine<LoanState, LoanStateEvent> = {
  subject: 'loan',
  initial: 'active',
  transitions: {
    // Guard: nothing is owed.
    close: { from: ['active'], to: 'closed' },
    // A payment that came back after the loan had closed opens the claim again.
    reopen: { from: ['closed'], to: 'active' },
    write_off: { from: ['active'], to: 'written_off' },
  },
};
