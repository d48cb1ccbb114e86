/**
 * Whether this person may give this answer in this stage now. The list of guards is the rule, in order of
 * precedence; each refusal has a code that the console explains. Checked on fresh rows under the stage's lock, so
 * that a role taken away a moment ago cannot vote.
 */
import { DomainError } from '../errors.ts';
import { isAbove, type Money } from '../money.ts';
import type { Role } from '../roles.ts';
import type { ReturnTarget, Seat, StageState, VoteAnswer } from './stage.ts';
import { isTurnOf, seatsThatCount } from './verdict.ts';

/** Comments that explain nothing are refused by length; the rest is for the reader. */
const minCommentLength = 5;
/** From three people on a body decides, and nobody's own limit applies. */
export const bodySeatCount = 3;

export type Ballot = {
  readonly stage: StageState;
  readonly officer: {
    readonly officerId: string;
    readonly roles: readonly Role[];
    /** The most this person may decide alone; null leaves it to the tier. */
    readonly limit: Money | null;
  };
  readonly subject: {
    /** By the matrix's amount basis. */
    readonly amount: Money;
    /** Who created, submitted or manages it. */
    readonly makerIds: readonly string[];
    /** Related to the applicant by record or by their own declaration. */
    readonly relatedIds: readonly string[];
    readonly isLastStage: boolean;
    /** Approves of earlier stages that stand, in order. */
    readonly earlierApprovals: readonly {
      readonly officerId: string;
      readonly stageNumber: number;
    }[];
  };
  readonly vote: {
    readonly answer: VoteAnswer;
    readonly reasonCode: string | null;
    readonly comment: string | null;
    readonly returnTarget: ReturnTarget | null;
  };
};

/**
 * @returns the seat the vote is cast from
 * @throws DomainError `stage_not_open`, `four_eyes`, `conflict_of_interest`, `no_seat`, `already_voted`,
 * `already_approved`, `not_your_turn`, `authority_exceeded`, `reason_required`, `comment_required`,
 * `return_target_invalid`
 */
export function assertMayVote({ stage, officer, subject, vote }: Ballot): Seat {
  const { officerId } = officer;
  const seat = stage.seats.find((candidate) => candidate.officerId === officerId);
  if (stage.status !== 'open') throw new DomainError('stage_not_open', { status: stage.status });
  if (subject.makerIds.includes(officerId)) throw new DomainError('four_eyes', { officerId });
  if (subject.relatedIds.includes(officerId) || seat?.status === 'recused') {
    throw new DomainError('conflict_of_interest', { officerId });
  }
  if (seat === undefined || seat.status === 'removed' || hasLostRole(seat, officer.roles)) {
    throw new DomainError('no_seat', { stageId: stage.stageId });
  }
  if (seat.status === 'voted') throw new DomainError('already_voted', { officerId });
  assertOtherPerson(stage, officerId, subject.earlierApprovals);
  if (!isTurnOf(stage, seat)) throw new DomainError('not_your_turn', { seatNumber: seat.number });
  if (vote.answer === 'approve') assertWithinAuthority(stage, officer.limit, subject);
  assertExplained(stage, vote);
  if (vote.answer === 'return') assertReturnTarget(stage, vote.returnTarget);
  return seat;
}

/**
 * The last approve of an application: enough different people must have approved, whatever the stages say.
 * @param approverIds everyone whose approve stands, this vote included
 * @throws DomainError `too_few_approvers`
 */
export function assertEnoughApprovers(approverIds: readonly string[], neededCount: number): void {
  const approverCount = new Set(approverIds).size;
  if (approverCount < neededCount) {
    throw new DomainError('too_few_approvers', { approverCount, neededCount });
  }
}

/** A seat given for a role goes with the role; a person named by the matrix or added by a colleague stays. */
function hasLostRole(seat: Seat, roles: readonly Role[]): boolean {
  return seat.role !== null && !roles.includes(seat.role);
}

function assertOtherPerson(
  stage: StageState,
  officerId: string,
  earlier: Ballot['subject']['earlierApprovals'],
): void {
  if (!stage.template.otherPerson) return;
  const before = earlier.find((approval) => approval.officerId === officerId);
  if (before === undefined) return;
  throw new DomainError('already_approved', { officerId, stageNumber: before.stageNumber });
}

/** Earlier stages recommend; the authority is asked for where the decision falls. */
function assertWithinAuthority(
  stage: StageState,
  limit: Money | null,
  { amount, isLastStage }: Ballot['subject'],
): void {
  if (limit === null || !isLastStage || isBody(stage)) return;
  if (isAbove(amount, limit)) throw new DomainError('authority_exceeded', { amount, limit });
}

function isBody(stage: StageState): boolean {
  return stage.template.mode !== 'any' && seatsThatCount(stage).length >= bodySeatCount;
}

function assertExplained({ template }: StageState, vote: Ballot['vote']): void {
  const isAgainst = vote.answer !== 'approve';
  if (isAgainst && vote.reasonCode === null) {
    throw new DomainError('reason_required', { answer: vote.answer });
  }
  const length = vote.comment?.trim().length ?? 0;
  if ((isAgainst || template.commentOnApprove) && length < minCommentLength) {
    throw new DomainError('comment_required', { minLength: minCommentLength });
  }
}

function assertReturnTarget(stage: StageState, target: ReturnTarget | null): void {
  if (target?.to === 'applicant') return;
  if (target !== null && Number.isInteger(target.to) && target.to >= 1 && target.to < stage.number)
    return;
  throw new DomainError('return_target_invalid', { target: String(target?.to ?? 'nowhere') });
}
