/**
 * A vote and the verdict it causes, in one transaction under the case's lock: seat, role, authority and relations are
 * checked on fresh rows, so that a role taken away a moment ago cannot vote and the second of two votes in the same
 * instant finds the stage as the first one left it.
 */
import type { Transaction } from 'kysely';
import { assertEnoughApprovers, assertMayVote, type Ballot } from '../../domain/approval/ballot.ts';
import type { StandingApproval } from '../../domain/approval/next-stage.ts';
import type { Seat, Verdict, VoteCount } from '../../domain/approval/stage.ts';
import { computeVerdict } from '../../domain/approval/verdict.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ApplicationState } from '../../domain/origination/application-states.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { lockStage, type LockedStage } from '../../db/queries/case-locks.ts';
import { insertVote } from '../../db/queries/stages.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import { tellStageClosed } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { listEarlierApprovals, readBallot } from './ballots.ts';
import { closeStage } from './close-stage.ts';

export type VoteInput = Ballot['vote'] & { readonly stageId: string };

export type VoteResult = {
  readonly voteId: string;
  readonly stageId: string;
  readonly answer: VoteInput['answer'];
  readonly verdict: Verdict['outcome'];
  readonly count: VoteCount;
  readonly applicationId: string;
  readonly applicationStatus: ApplicationState;
};

/**
 * @throws DomainError `not_found`, everything `assertMayVote` refuses, and `too_few_approvers` for the last approve
 */
export async function castVote(
  trx: Transaction<DB>,
  caller: Caller,
  input: VoteInput,
): Promise<VoteResult> {
  const locked = await lockVisibleStage(trx, caller, input.stageId);
  const earlier = await listEarlierApprovals(trx, locked);
  const seat = assertMayVote(await readBallot(trx, caller.actor.actorId, locked, earlier, input));
  const vote = { ...input, ...ballotPaper(seat, caller), stageId: locked.stage.stageId };
  const after = withVote(locked, seat, vote);
  const verdict = computeVerdict(after.stage);
  if (verdict.outcome === 'approve') assertLastApprove(after, earlier);
  const voteId = await insertVote(trx, vote);
  const steps: CaseStep[] = [voteCast(after, vote, voteId)];
  const application = await closeStage(trx, after, verdict, caller, steps);
  await recordSteps(trx, steps, momentOf(caller));
  if (verdict.outcome !== 'open')
    await insertOutbox(trx, tellStageClosed(application.applicationId, after.approval.round));
  return {
    voteId,
    stageId: locked.stage.stageId,
    answer: input.answer,
    verdict: verdict.outcome,
    count: verdict.count,
    applicationId: application.applicationId,
    applicationStatus: application.status,
  };
}

/** A person with a seat sees the stage wherever their branch is. */
async function lockVisibleStage(
  trx: Transaction<DB>,
  { actor, scope }: Caller,
  stageId: string,
): Promise<LockedStage> {
  const locked = await lockStage(trx, stageId);
  const isSeated = locked?.stage.seats.some(({ officerId }) => officerId === actor.actorId);
  if (locked === undefined || !(isSeated === true || isWithinScope(scope, locked.application))) {
    throw new DomainError('not_found', { resource: 'stage' });
  }
  return locked;
}

function ballotPaper({ seatId }: Seat, { actor, clock }: Caller) {
  return { seatId, officerId: actor.actorId, votedAt: clock.now };
}

type CastVote = VoteInput & ReturnType<typeof ballotPaper>;

/** The stage as it stands once the vote counts. */
function withVote(locked: LockedStage, seat: Seat, vote: CastVote): LockedStage {
  const { stage } = locked;
  const seats = stage.seats.map((candidate) =>
    candidate === seat ? { ...candidate, status: 'voted' as const } : candidate,
  );
  return { ...locked, stage: { ...stage, seats, votes: [...stage.votes, vote] } };
}

function assertLastApprove(
  { approval, stage }: LockedStage,
  earlier: readonly StandingApproval[],
): void {
  if (stage.number < approval.path.length) return;
  const here = stage.votes.filter(({ answer }) => answer === 'approve');
  const approverIds = [...earlier, ...here].map(({ officerId }) => officerId);
  assertEnoughApprovers(approverIds, approval.facts.minDistinctApprovers);
}

function voteCast(
  { application, approval, stage }: LockedStage,
  vote: CastVote,
  voteId: string,
): CaseStep {
  return {
    kind: 'vote.cast',
    applicationId: application.applicationId,
    approvalId: approval.approvalId,
    stageId: stage.stageId,
    actorId: vote.officerId,
    details: {
      voteId,
      number: stage.number,
      key: stage.template.key,
      answer: vote.answer,
      reasonCode: vote.reasonCode,
      comment: vote.comment,
    },
  };
}
