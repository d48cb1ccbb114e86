/**
 * What a change of a loan puts at stake: the amount by which its matrix chooses who approves it. Money given up counts
 * in full, with what was given up in the twelve months before; other terms count with the principal they move; a correction with the money it corrects.
 */
import type { Money } from '../money.ts';
import { money } from '../money.ts';
import type { LoanEvent } from './events.ts';
import type { UnrecordedEvent } from './loan-change.ts';
import type { LoanState } from './state.ts';
import { waivedWithin } from './waiver-limits.ts';

export type ChangeSubject = 'waiver' | 'write_off' | 'loan_change' | 'loan_correction';

/** Which matrix decides a change of this kind. */
export function subjectOfChange(kind: UnrecordedEvent['kind']): ChangeSubject {
  switch (kind) {
    case 'waiver':
    case 'write_off':
      return kind;
    case 'rate_change':
    case 'terms_change':
    case 'return_to_performing':
      return 'loan_change';
    default:
      return 'loan_correction';
  }
}

/**
 * @param recorded the loan's events so far
 * @param state the loan before the change
 * @returns never negative, in the loan's currency
 */
export function stakeOf(
  events: readonly UnrecordedEvent[],
  recorded: readonly LoanEvent[],
  state: LoanState,
): Money {
  const stakes = events.map((event) => stakeOfEvent(event, recorded, state));
  const largest = stakes.reduce((most, stake) => (stake > most ? stake : most), 0n);
  return money(largest, state.currency);
}

function stakeOfEvent(
  event: UnrecordedEvent,
  recorded: readonly LoanEvent[],
  state: LoanState,
): bigint {
  switch (event.kind) {
    case 'waiver':
      return waivedWithin(event.lines, recorded, state).minor;
    case 'write_off':
      return state.principalOutstandingMinor + state.overdueMinor - state.overdue.principal;
    case 'rate_change':
    case 'terms_change':
    case 'return_to_performing':
      return state.principalOutstandingMinor;
    case 'reversal': {
      const undone = recorded.find(({ eventId }) => eventId === event.reversedEventId);
      return undone !== undefined && 'amount' in undone ? undone.amount.minor : 0n;
    }
    default:
      return 'amount' in event ? event.amount.minor : 0n;
  }
}
