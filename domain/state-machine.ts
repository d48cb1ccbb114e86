/**
 * State machines as transition tables. Each event leads to exactly one state, from the states it lists; every
 * other pair is refused with both states named. Guards (what else must be true) are the business of the command
 * or activity that fires the event; the table says only which moves exist.
 */
import { DomainError } from './errors.ts';

export type Subject =
  | 'application'
  | 'loan'
  | 'collection_case'
  | 'disbursement'
  | 'promise'
  | 'policy_version'
  | 'refund';

export type StateMachine<State extends string, Event extends string> = {
  readonly subject: Subject;
  readonly initial: State;
  readonly transitions: {
    readonly [E in Event]: { readonly from: readonly State[]; readonly to: State };
  };
};

export type EventOf<Machine> = Machine extends StateMachine<string, infer Event> ? Event : never;

/** @throws DomainError `illegal_transition` when `event` does not exist in the state `from` */
export function nextState<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  from: NoInfer<State>,
  event: NoInfer<Event>,
): State {
  const { from: allowed, to } = machine.transitions[event];
  if (!allowed.includes(from)) {
    throw new DomainError('illegal_transition', { subject: machine.subject, from, to, event });
  }
  return to;
}

/** Whether `event` exists in the state `from`: for lists of possible actions. */
export function mayFire<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  from: NoInfer<State>,
  event: NoInfer<Event>,
): boolean {
  return machine.transitions[event].from.includes(from);
}

/** A state that no event leaves, or only one of `exceptions` (a reconsideration, a returned payment). */
export function isFinal<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  state: NoInfer<State>,
  exceptions: readonly NoInfer<Event>[] = [],
): boolean {
  const events = Object.keys(machine.transitions) as Event[];
  return events.every(
    (event) => exceptions.includes(event) || !machine.transitions[event].from.includes(state),
  );
}
