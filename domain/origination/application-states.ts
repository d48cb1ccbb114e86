/**
 * The life of an application from draft to a final state. Final are `declined` (but for one reconsideration),
 * `expired`, `withdrawn`, `cancelled` and `booked`. The loan exists from `booked` on.
 */
import type { EventOf, StateMachine } from '../state-machine.ts';
import { isFinal } from '../state-machine.ts';

export const applicationStates = [
  'draft',
  'submitted',
  'in_review',
  'returned',
  'approved',
  'offered',
  'accepted',
  'ready',
  'booked',
  'declined',
  'expired',
  'withdrawn',
  'cancelled',
] as const;

export type ApplicationState = (typeof applicationStates)[number];

export type ApplicationEvent =
  | 'submit'
  | 'discard'
  | 'start_review'
  | 'find_incomplete'
  | 'hit_knock_out'
  | 'pass_stage'
  | 'approve'
  | 'decline'
  | 'return'
  | 'resume'
  | 'run_again'
  | 'issue_offer'
  | 'accept_offer'
  | 'ask_for_other_terms'
  | 'make_ready'
  | 'book'
  | 'refuse_disbursement'
  | 'cancel'
  | 'withdraw'
  | 'expire'
  | 'reconsider';

export const applicationMachine: StateMachine<ApplicationState, ApplicationEvent> = {
  subject: 'application',
  initial: 'draft',
  transitions: {
    // Guard: no blocking completeness item.
    submit: { from: ['draft'], to: 'submitted' },
    discard: { from: ['draft'], to: 'expired' },
    // Guard: checks complete, no stop; the tier path is selected by the versions pinned at submit.
    start_review: { from: ['submitted'], to: 'in_review' },
    find_incomplete: { from: ['submitted'], to: 'returned' },
    // Unknown data is never a hit and never a pass.
    hit_knock_out: { from: ['submitted'], to: 'declined' },
    pass_stage: { from: ['in_review'], to: 'in_review' },
    // Guard: at least two distinct approvers, three from T4.
    approve: { from: ['in_review'], to: 'approved' },
    decline: { from: ['in_review'], to: 'declined' },
    return: { from: ['in_review'], to: 'returned' },
    resume: { from: ['returned'], to: 'in_review' },
    run_again: { from: ['returned'], to: 'submitted' },
    // Guard: terms within the approval, all-in rate within the cap.
    issue_offer: { from: ['approved'], to: 'offered' },
    // Guard: before the offer's expiry, identity verified.
    accept_offer: { from: ['offered'], to: 'accepted' },
    ask_for_other_terms: { from: ['offered'], to: 'in_review' },
    // Guard: conditions precedent met and the disbursement approved.
    make_ready: { from: ['accepted'], to: 'ready' },
    // Guard: the rail has confirmed the money.
    book: { from: ['ready'], to: 'booked' },
    refuse_disbursement: { from: ['ready'], to: 'accepted' },
    // Guard: adverse change, two persons, reason.
    cancel: { from: ['accepted', 'ready'], to: 'cancelled' },
    // Guard: no money in flight.
    withdraw: {
      from: [
        'draft',
        'submitted',
        'in_review',
        'returned',
        'approved',
        'offered',
        'accepted',
        'ready',
      ],
      to: 'withdrawn',
    },
    // Idle draft 90 days, unanswered return 15, review 90, approval 90, offer 30, accepted or ready 60.
    expire: {
      from: ['draft', 'in_review', 'returned', 'approved', 'offered', 'accepted', 'ready'],
      to: 'expired',
    },
    // Guard: within 30 days, other approvers, once.
    reconsider: { from: ['declined'], to: 'in_review' },
  },
};

/** Whether the application has ended; a decline has, though one reconsideration may open it again. */
export function hasApplicationEnded(state: ApplicationState): boolean {
  const exceptions: EventOf<typeof applicationMachine>[] = ['reconsider'];
  return isFinal(applicationMachine, state, exceptions);
}
