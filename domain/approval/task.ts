/**
 * What a holder may do with a task besides voting: hand it on, ask for advice, have others sign as well, step aside.
 * Each guard is a flat list in order of precedence (11.2, 11.3 of the rule book) and is asked twice: to say in advance
 * why an action is not possible, and on fresh rows under the stage's lock when somebody takes it.
 */
import type { Instant } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { addMs } from '../instant.ts';
import type { Role } from '../roles.ts';
import type { StandingApproval } from './next-stage.ts';
import type { Seat, StageState } from './stage.ts';

export const taskLimits = {
  transfer: 2,
  advice: 2,
  added_signer: 5,
  copy: 20,
  reminder: 3,
  bulk_approve: 10,
} as const;
export type LimitedAction = keyof typeof taskLimits;

/** Working minutes between two reminders to one person, and until a claimed task is free again. */
export const reminderPauseMinutes = 240;
export const claimMinutes = 120;
/** A vote can be taken back so long after it was cast. */
const takeBackMs = 30 * 60_000;

export type Claim = { readonly officerId: string; readonly until: Instant };

/** A task as one person sees it. */
export type Task = {
  readonly stage: StageState;
  /** What is decided, and where it stands: `in_review` while its stages decide. */
  readonly matter: { readonly kind: 'application' | 'request'; readonly status: string };
  readonly officerId: string;
  /** The seat this person acts from: their own, or one delegated to them. */
  readonly seat: Seat | null;
  readonly roles: readonly Role[];
  readonly makerIds: readonly string[];
  /** Related to the applicant, by record or by their own declaration. */
  readonly relatedIds: readonly string[];
  readonly earlierApprovals: readonly StandingApproval[];
  /** Advice this seat has asked for, and the request that is still unanswered. */
  readonly adviceCount: number;
  readonly openAdviceId: string | null;
  readonly copyCount: number;
  /** Null when nobody has claimed it, or the claim has lapsed. */
  readonly claim: Claim | null;
  /** Who has this person's tasks at present, by a delegation in force that reaches this case. */
  readonly delegatedTo: { readonly toOfficerId: string; readonly delegationId: string } | null;
  readonly isCounterOfferOpen: boolean;
  readonly ownVote: OwnVote | null;
  /** Reminders of this stage, and until when nobody here may be reminded again. */
  readonly reminderCount: number;
  readonly nextReminderAt: Instant | null;
  readonly now: Instant;
};

/** The newest vote of this person in this stage. */
export type OwnVote = {
  readonly votedAt: Instant;
  readonly verdict: 'approve' | 'decline' | 'return' | null;
  readonly isLastStage: boolean;
  /** The number of a later stage in which somebody has voted since. */
  readonly laterVoteStageNumber: number | null;
};

/**
 * Whoever acts on a task holds it: an open seat in an open stage, free of advice and of somebody else's claim.
 * @throws DomainError `stage_not_open`, `four_eyes`, `conflict_of_interest`, `no_seat`, `already_voted`,
 * `delegated_away`, `stage_claimed`, `advice_pending`
 */
export function assertHolds(task: Task): Seat {
  const { stage, officerId, seat } = task;
  if (stage.status !== 'open') throw new DomainError('stage_not_open', { status: stage.status });
  if (task.makerIds.includes(officerId)) throw new DomainError('four_eyes', { officerId });
  if (task.relatedIds.includes(officerId)) {
    throw new DomainError('conflict_of_interest', { officerId });
  }
  if (seat === null || seat.status === 'removed' || seat.status === 'recused') {
    throw new DomainError('no_seat', { stageId: stage.stageId });
  }
  if (seat.status === 'voted') throw new DomainError('already_voted', { officerId });
  assertFree(task);
  return seat;
}

/**
 * Holds for a vote, too, whose other guards stand in `ballot.ts`.
 * @throws DomainError `delegated_away`, `stage_claimed`, `advice_pending`
 */
export function assertFree({ claim, officerId, openAdviceId, delegatedTo }: Task): void {
  if (delegatedTo !== null) {
    const { toOfficerId, delegationId } = delegatedTo;
    throw new DomainError('delegated_away', { officerId: toOfficerId, delegationId });
  }
  if (claim !== null && claim.officerId !== officerId) {
    throw new DomainError('stage_claimed', { officerId: claim.officerId, until: claim.until });
  }
  if (openAdviceId !== null) throw new DomainError('advice_pending', { adviceId: openAdviceId });
}

/** @throws DomainError as `assertHolds`, and `action_limit_reached` */
export function assertMayTransfer(task: Task): Seat {
  const seat = assertHolds(task);
  assertBelow('transfer', seat.transferCount ?? 0);
  return seat;
}

/** @throws DomainError as `assertHolds`, and `action_limit_reached` */
export function assertMayAskAdvice(task: Task): Seat {
  const seat = assertHolds(task);
  assertBelow('advice', task.adviceCount);
  return seat;
}

/** @throws DomainError as `assertHolds`, and `action_limit_reached` */
export function assertMayAddSigners(task: Task, count: number): Seat {
  const seat = assertHolds(task);
  assertBelow('added_signer', addedSigners(task.stage).length + count - 1);
  return seat;
}

/**
 * Only whoever asked a signer takes them out again, and only before they have signed.
 * @throws DomainError `stage_not_open`, `no_seat`, `not_your_action`, `already_voted`
 */
export function assertMayRemoveSigner(task: Task, signerId: string): Seat {
  const { stage, officerId } = task;
  if (stage.status !== 'open') throw new DomainError('stage_not_open', { status: stage.status });
  const signer = stage.seats.find((seat) => seat.officerId === signerId && seat.addedGroup);
  if (signer === undefined || signer.status === 'removed') {
    throw new DomainError('no_seat', { stageId: stage.stageId });
  }
  if (signer.addedBy !== officerId) throw new DomainError('not_your_action', { officerId });
  if (signer.status === 'voted') throw new DomainError('already_voted', { officerId: signerId });
  return signer;
}

/** The signers of this person that can still be taken out. */
export function removableSigners({ stage, officerId }: Task): readonly Seat[] {
  return addedSigners(stage).filter(
    ({ addedBy, status }) => addedBy === officerId && status === 'open',
  );
}

/** @throws DomainError `stage_not_open`, `no_seat`, `already_voted`: whoever has decided cannot step aside any more */
export function assertMayRecuse({ stage, officerId, seat }: Task): Seat {
  if (stage.status !== 'open') throw new DomainError('stage_not_open', { status: stage.status });
  if (seat === null || seat.status === 'removed' || seat.status === 'recused') {
    throw new DomainError('no_seat', { stageId: stage.stageId });
  }
  if (seat.status === 'voted') throw new DomainError('already_voted', { officerId });
  return seat;
}

/** @throws DomainError as `assertHolds`, and `claim_not_needed` where every seat has to answer anyway */
export function assertMayClaim(task: Task): Seat {
  const seat = assertHolds(task);
  const { mode } = task.stage.template;
  if (mode !== 'any') throw new DomainError('claim_not_needed', { mode });
  return seat;
}

/** @throws DomainError `stage_not_open`, `not_your_action` */
export function assertMayRelease({ stage, claim, officerId }: Task): void {
  if (stage.status !== 'open') throw new DomainError('stage_not_open', { status: stage.status });
  if (claim?.officerId !== officerId) throw new DomainError('not_your_action', { officerId });
}

/**
 * Whoever made the case, or a process admin, may ask the people of a stage to hurry.
 * @throws DomainError `stage_not_open`, `not_your_action`, `action_limit_reached`, `reminder_too_soon`
 */
export function assertMayRemind(task: Task): void {
  const { stage, officerId, makerIds, roles, nextReminderAt } = task;
  if (stage.status !== 'open') throw new DomainError('stage_not_open', { status: stage.status });
  if (!makerIds.includes(officerId) && !roles.includes('process_admin')) {
    throw new DomainError('not_your_action', { officerId });
  }
  assertBelow('reminder', task.reminderCount);
  if (nextReminderAt !== null && nextReminderAt > task.now) {
    throw new DomainError('reminder_too_soon', { nextAllowedAt: nextReminderAt });
  }
}

/** @throws DomainError `action_limit_reached` */
export function assertMayCopy({ copyCount }: Task, count: number): void {
  assertBelow('copy', copyCount + count - 1);
}

/**
 * A vote can be taken back for half an hour, while its stage is open or was approved and nobody has voted after it.
 * What ended the case, or sent it back, stands.
 * @throws DomainError `vote_missing`, `illegal_transition`, `later_stage_voted`, `take_back_too_late`
 */
export function assertMayTakeBack({ stage, matter, ownVote, officerId, now }: Task): void {
  if (ownVote === null) throw new DomainError('vote_missing', { officerId });
  const { verdict, isLastStage, laterVoteStageNumber, votedAt } = ownVote;
  const isEnd = verdict !== null && (verdict !== 'approve' || isLastStage);
  if (matter.status !== 'in_review' || isEnd || stage.status === 'unused') {
    const from = matter.status;
    const subject = subjectOf(matter);
    throw new DomainError('illegal_transition', { subject, from, to: from, event: 'take_back' });
  }
  if (laterVoteStageNumber !== null) {
    throw new DomainError('later_stage_voted', { stageNumber: laterVoteStageNumber });
  }
  const untilAt = takeBackUntil(votedAt);
  if (now > untilAt) throw new DomainError('take_back_too_late', { untilAt });
}

/** As refusals name it. */
export function subjectOf({ kind }: Task['matter']): 'application' | 'approval_request' {
  return kind === 'application' ? 'application' : 'approval_request';
}

export function takeBackUntil(votedAt: Instant): Instant {
  return addMs(votedAt, takeBackMs);
}

export function addedSigners({ seats }: StageState): readonly Seat[] {
  return seats.filter((seat) => seat.addedGroup && seat.status !== 'removed');
}

/** @throws DomainError `action_limit_reached` */
export function assertBelow(action: LimitedAction, count: number): void {
  const limit = taskLimits[action];
  if (count >= limit) throw new DomainError('action_limit_reached', { action, limit });
}
