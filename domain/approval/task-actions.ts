/**
 * Everything a person might do with a task, in the order a console shows it, and why an action is not possible now.
 * Every answer about a task is made here, by trying the guards that would stand in the way.
 */
import { DomainError } from '../errors.ts';
import { assertMayVote, type Ballot } from './ballot.ts';
import {
  assertFree,
  assertHolds,
  assertMayAddSigners,
  assertMayAskAdvice,
  assertMayClaim,
  assertMayCopy,
  assertMayRecuse,
  assertMayRelease,
  assertMayRemind,
  assertMayRemoveSigner,
  assertMayTakeBack,
  assertMayTransfer,
  removableSigners,
  subjectOf,
  type Task,
} from './task.ts';
import type { VoteAnswer } from './stage.ts';

export const taskActionNames = [
  'approve',
  'decline',
  'return',
  'counter_offer',
  'transfer',
  'ask_advice',
  'add_signer',
  'remove_signer',
  'recuse',
  'claim',
  'release',
  'take_back',
  'copy',
  'comment',
  'remind',
  'recall',
] as const;
export type TaskActionName = (typeof taskActionNames)[number];

export type TaskAction = {
  readonly action: TaskActionName;
  readonly allowed: boolean;
  /** The code of the refusal a try would meet; null when it would be taken. */
  readonly reasonCode: string | null;
};

export type TaskView = {
  readonly task: Task;
  /** For the answer of the seat; the vote's own words are filled in. Null for a person who may not vote at all. */
  readonly ballot: Ballot | null;
};

export function taskActions({ task, ballot }: TaskView): readonly TaskAction[] {
  const guards: { readonly [A in TaskActionName]: () => unknown } = {
    approve: () => tryVote(task, ballot, 'approve'),
    decline: () => tryVote(task, ballot, 'decline'),
    return: () => tryVote(task, ballot, 'return'),
    counter_offer: () => tryCounterOffer(task, ballot),
    transfer: () => assertMayTransfer(task),
    ask_advice: () => assertMayAskAdvice(task),
    add_signer: () => assertMayAddSigners(task, 1),
    remove_signer: () =>
      assertMayRemoveSigner(task, removableSigners(task)[0]?.officerId ?? 'nobody'),
    recuse: () => assertMayRecuse(task),
    claim: () => assertMayClaim(task),
    release: () => assertMayRelease(task),
    take_back: () => assertMayTakeBack(task),
    copy: () => assertMayCopy(task, 1),
    comment: () => undefined,
    remind: () => assertMayRemind(task),
    recall: () => assertMayRecall(task),
  };
  return taskActionNames.map((action) => attempt(action, guards[action]));
}

/**
 * The originator takes the case back to change it, before the last verdict.
 * @throws DomainError `not_your_action`, `illegal_transition`
 */
export function assertMayRecall({
  makerIds,
  officerId,
  matter,
  stage,
}: Pick<Task, 'makerIds' | 'officerId' | 'matter' | 'stage'>): void {
  const from = matter.status;
  if (!makerIds.includes(officerId)) throw new DomainError('not_your_action', { officerId });
  if (from === 'in_review' && stage.status === 'open') return;
  throw new DomainError('illegal_transition', {
    subject: subjectOf(matter),
    from,
    to: 'returned',
    event: 'return',
  });
}

/** Other terms are offered to an applicant; a request is returned to whoever asked. */
function tryCounterOffer(task: Task, ballot: Ballot | null): void {
  assertOffersTerms(task.matter.kind);
  tryVote(task, ballot, 'return');
}

/** @throws DomainError `not_for_requests` */
export function assertOffersTerms(kind: Task['matter']['kind']): void {
  if (kind === 'request') throw new DomainError('not_for_requests', {});
}

function tryVote(task: Task, ballot: Ballot | null, answer: VoteAnswer): void {
  if (ballot === null) {
    assertHolds(task);
    return;
  }
  const comment = 'explained in words';
  const returnTarget = { to: 'applicant', afterwards: 'resume_here' } as const;
  const vote = { answer, comment, reasonCode: 'other_reason', returnTarget };
  assertMayVote({ ...ballot, vote });
  assertFree(task);
}

function attempt(action: TaskActionName, guard: () => unknown): TaskAction {
  try {
    guard();
    return { action, allowed: true, reasonCode: null };
  } catch (error) {
    if (error instanceof DomainError) return { action, allowed: false, reasonCode: error.code };
    throw error;
  }
}
