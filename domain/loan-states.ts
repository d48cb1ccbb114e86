/**
 * The life of a loan after its money was confirmed. Being past due is not a state: it is computed from the
 * schedule and the payments (`daysPastDue`). A written-off loan never returns to the books; the claim stays alive
 * until all of it is recovered.
 */
import type { StateMachine } from './state-machine.ts';

export const loanStates = ['active', 'closed', 'written_off', 'recovered'] as const;

export type LoanState = (typeof loanStates)[number];
export type LoanEventName = 'close' | 'reopen' | 'write_off' | 'recover_in_full' | 'undo_recovery';

export const loanMachine: StateMachine<LoanState, LoanEventName> = {
  subject: 'loan',
  initial: 'active',
  transitions: {
    // Guard: nothing is owed.
    close: { from: ['active'], to: 'closed' },
    // A payment that came back after the loan had closed opens the claim again.
    reopen: { from: ['closed'], to: 'active' },
    write_off: { from: ['active'], to: 'written_off' },
    recover_in_full: { from: ['written_off'], to: 'recovered' },
    undo_recovery: { from: ['recovered'], to: 'written_off' },
  },
};
