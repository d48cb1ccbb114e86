/**
 * From votes to the verdict of a stage, by its mode: 或签 any, 会签 all, 比例会签 n of m, 依次 sequential, each with
 * veto. A recusal takes a seat out of m and leaves n as it was; where m falls below n the stage waits for added
 * seats. Seats added by an escalation never raise n: a head who was called in can stand for one who is silent.
 */
import type { AddedGroup, Seat, StageState, Verdict, Vote, VoteCount } from './stage.ts';

type Stage = Pick<StageState, 'template' | 'seats' | 'votes'>;

/** Votes of seats that were recused or removed do not count. A return ends the stage, in every mode. */
export function computeVerdict(stage: Stage): Verdict {
  const votes = votesThatStand(stage);
  const count = countVotes(stage, votes);
  const back = votes.find(({ answer }) => answer === 'return');
  if (back?.returnTarget) return { outcome: 'return', count, returnTarget: back.returnTarget };
  if (votes.some((vote) => vote.answer === 'decline' && seatOf(stage, vote)?.hasVeto)) {
    return { outcome: 'decline', count, byVeto: true };
  }
  const outcome = withAddedGroups(stage, ownOutcome(stage, count));
  return outcome === 'decline' ? { outcome, count, byVeto: false } : { outcome, count };
}

/** Whether a seat may vote now: those before it, in the stage's own order and among added signers, have approved. */
export function isTurnOf(stage: Stage, seat: Seat): boolean {
  if (seat.addedGroup) return isTurnOfSigner(stage, seat, seat.addedGroup);
  const isHeldUp = addedGroups(stage).some(
    (group) => group.placement === 'before' && groupOutcome(stage, group) !== 'approve',
  );
  if (isHeldUp) return false;
  if (stage.template.mode !== 'sequential' || !seat.isCounted) return true;
  const earlier = new Set(seatsThatCount(stage).map(({ number }) => number));
  return [...earlier].every((number) => number >= seat.number || hasPassed(stage, number));
}

/** The seats that make up m. */
export function seatsThatCount({ seats }: Stage): readonly Seat[] {
  return seats.filter((seat) => seat.isCounted && !seat.addedGroup && isStanding(seat));
}

function isTurnOfSigner(stage: Stage, seat: Seat, group: AddedGroup): boolean {
  if (group.placement === 'after' && ownOutcome(stage, ownCount(stage)) !== 'approve') return false;
  if (group.mode !== 'sequential') return true;
  return signersOf(stage, group)
    .filter(({ number }) => number < seat.number)
    .every((earlier) => answerOf(stage, earlier) === 'approve');
}

function ownCount(stage: Stage): VoteCount {
  return countVotes(stage, votesThatStand(stage));
}

/** What the stage's own seats say; added signers are asked apart. */
function ownOutcome(stage: Stage, count: VoteCount): 'open' | 'approve' | 'decline' {
  return count.missingSeatCount > 0 ? 'open' : byMode(stage, count);
}

/** Added signers decline for the whole stage, and it is not approved before they have approved. */
function withAddedGroups(
  stage: Stage,
  own: 'open' | 'approve' | 'decline',
): 'open' | 'approve' | 'decline' {
  const outcomes = addedGroups(stage).map((group) => groupOutcome(stage, group));
  if (outcomes.includes('decline')) return 'decline';
  return own === 'approve' && outcomes.includes('open') ? 'open' : own;
}

/**
 * Groups whose signers all stepped aside: they ask for somebody else, because a signature that was asked for does not
 * vanish with an interest.
 */
export function emptyGroups(stage: Stage): readonly AddedGroup[] {
  return addedGroups(stage).filter((group) => signersOf(stage, group).length === 0);
}

/** A group whose signers were all removed asks nobody. */
function addedGroups({ seats }: Stage): readonly AddedGroup[] {
  const groups = new Map<string, AddedGroup>();
  for (const seat of seats) {
    if (seat.addedGroup && seat.status !== 'removed')
      groups.set(seat.addedGroup.groupId, seat.addedGroup);
  }
  return [...groups.values()];
}

function groupOutcome(stage: Stage, group: AddedGroup): 'open' | 'approve' | 'decline' {
  const answers = signersOf(stage, group).map((seat) => answerOf(stage, seat));
  if (answers.includes('decline')) return 'decline';
  if (answers.length === 0) return 'open';
  const isApproved =
    group.mode === 'any' ? answers.includes('approve') : answers.every((one) => one === 'approve');
  return isApproved ? 'approve' : 'open';
}

function signersOf({ seats }: Stage, { groupId }: AddedGroup): readonly Seat[] {
  return seats.filter((seat) => seat.addedGroup?.groupId === groupId && isStanding(seat));
}

function answerOf({ votes }: Stage, { seatId }: Seat): Vote['answer'] | undefined {
  return votes.find((vote) => vote.seatId === seatId)?.answer;
}

function byMode({ template }: Stage, count: VoteCount): 'open' | 'approve' | 'decline' {
  const { approveCount, declineCount, neededCount, seatCount } = count;
  switch (template.mode) {
    case 'any':
      if (declineCount > 0) return 'decline';
      return approveCount > 0 ? 'approve' : 'open';
    case 'all':
      if (template.waitForAll && approveCount + declineCount < neededCount) return 'open';
      if (declineCount > 0) return 'decline';
      return approveCount >= neededCount ? 'approve' : 'open';
    case 'n_of_m':
      if (approveCount >= neededCount) return 'approve';
      return declineCount > seatCount - neededCount ? 'decline' : 'open';
    case 'sequential':
      if (declineCount > 0) return 'decline';
      return approveCount >= neededCount ? 'approve' : 'open';
  }
}

function countVotes(stage: Stage, votes: readonly Vote[]): VoteCount {
  const counted = votes.filter((vote) => isOwn(seatOf(stage, vote)));
  const seatCount = seatsThatCount(stage).length;
  const neededCount = needed(stage);
  return {
    approveCount: counted.filter(({ answer }) => answer === 'approve').length,
    declineCount: counted.filter(({ answer }) => answer === 'decline').length,
    neededCount,
    seatCount,
    missingSeatCount: Math.max(0, neededCount - seatCount),
  };
}

function isOwn(seat: Seat | undefined): boolean {
  return seat?.isCounted === true && !seat.addedGroup;
}

function needed(stage: Stage): number {
  const { mode, quorumCount } = stage.template;
  if (mode === 'any') return 1;
  if (mode === 'n_of_m') return quorumCount ?? 1;
  return Math.max(1, ownSeats(stage).length);
}

function hasPassed(stage: Stage, number: number): boolean {
  const here = (seat: Seat | undefined) => isOwn(seat) && seat?.number === number;
  const approves = votesThatStand(stage).filter(
    (vote) => vote.answer === 'approve' && here(seatOf(stage, vote)),
  );
  return approves.length >= Math.max(1, ownSeats(stage).filter(here).length);
}

/** Counted seats that no escalation added: their number is n of the modes that ask everyone. */
function ownSeats(stage: Stage): readonly Seat[] {
  return seatsThatCount(stage).filter(({ source }) => source !== 'escalated');
}

function votesThatStand(stage: Stage): readonly Vote[] {
  return stage.votes.filter((vote) => {
    const seat = seatOf(stage, vote);
    return seat !== undefined && isStanding(seat);
  });
}

function isStanding({ status }: Seat): boolean {
  return status === 'open' || status === 'voted';
}

function seatOf({ seats }: Stage, { seatId }: Vote): Seat | undefined {
  return seats.find((seat) => seat.seatId === seatId);
}
