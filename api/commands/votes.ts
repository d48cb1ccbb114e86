/**
 * A vote and the verdict it causes, in one transaction under the case's lock: seat, role, authority and relations are
 * checked on fresh rows, so that a role taken away a moment ago cannot vote and the second of two votes in the same
 * instant finds the stage as the first one left it.
 */
import type { Transaction } from 'kysely';
import { assertMayVote, type Ballot } from '../../domain/approval/ballot.ts';
import { conditionDeadline, type ConditionKind } from '../../domain/approval/conditions.ts';
import type { Seat, Verdict, VoteCount } from '../../domain/approval/stage.ts';
import { computeVerdict } from '../../domain/approval/verdict.ts';
import { assertFree, takeBackUntil } from '../../domain/approval/task.ts';
import type { Instant } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ApplicationState } from '../../domain/origination/application-states.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import type { RequestStatus } from '../../domain/approval/request-names.ts';
import { insertConditions } from '../../db/queries/conditions.ts';
import type { LockedMatter, Matter } from '../../db/queries/matters.ts';
import { insertVote } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { momentOf, type Caller } from './caller.ts';
import { closeStage } from './close-stage.ts';
import { idsOf, tellOf } from './matter-steps.ts';
import { assertLastApprove } from './settle-stage.ts';
import { assertStillSound } from './request-subjects.ts';
import { assertMayStandIn, lockTask, type LockedTask } from './tasks.ts';

export type VoteInput = Ballot['vote'] & {
  readonly stageId: string;
  /** With an approve: what must be true before money leaves the house. */
  readonly conditions?: readonly { readonly kind: ConditionKind; readonly description: string }[];
  /** Kept with the vote: the terms it offers instead. */
  readonly details?: { readonly [key: string]: string };
};

export type VoteResult = {
  readonly voteId: string;
  readonly stageId: string;
  readonly answer: VoteInput['answer'];
  readonly verdict: Verdict['outcome'];
  readonly count: VoteCount;
  /** Null for the stage of a request, as the two after them are for that of an application. */
  readonly applicationId: string | null;
  readonly applicationStatus: ApplicationState | null;
  readonly requestId: string | null;
  readonly requestStatus: RequestStatus | null;
  /** The person for whom a delegate has voted. */
  readonly onBehalfOf: string | null;
  /** Until when the vote can be taken back, if nobody builds on it; null where it ended or returned the case. */
  readonly undoUntil: Instant | null;
};

/**
 * @throws DomainError `not_found`, everything `assertMayVote` and `assertFree` refuse, and `too_few_approvers` for the
 * last approve
 */
export async function castVote(
  trx: Transaction<DB>,
  caller: Caller,
  input: VoteInput,
): Promise<VoteResult> {
  return castLocked(trx, caller, await lockTask(trx, caller, input.stageId), input);
}

/** The same under a lock that is held already. */
export async function castLocked(
  trx: Transaction<DB>,
  caller: Caller,
  held: LockedTask,
  input: VoteInput,
): Promise<VoteResult> {
  const { locked, standing, earlier } = held;
  const seat = assertMayCast(held, input);
  if (input.answer === 'approve') await assertStillSound(trx, caller, locked.matter);
  const vote = { ...input, ...ballotPaper(seat, caller), stageId: locked.stage.stageId };
  const after = withVote(locked, seat, vote);
  const verdict = computeVerdict(after.stage);
  if (verdict.outcome === 'approve') assertLastApprove(after, earlier);
  const delegationId = standing.delegation?.delegationId ?? null;
  const voteId = await insertVote(trx, { ...vote, delegationId });
  await setConditions(trx, caller, locked, { ...input, voteId });
  const onBehalfOf = standing.delegation?.fromOfficerId ?? null;
  const steps: CaseStep[] = [voteCast(after, vote, { voteId, onBehalfOf })];
  const matter = await closeStage(trx, after, verdict, caller, steps);
  await recordSteps(trx, steps, momentOf(caller));
  if (verdict.outcome !== 'open') await tellOf(trx, after);
  return {
    voteId,
    stageId: locked.stage.stageId,
    answer: input.answer,
    verdict: verdict.outcome,
    count: verdict.count,
    ...standingOf(matter),
    onBehalfOf,
    undoUntil: isUndoable(after, verdict) ? takeBackUntil(caller.clock.now) : null,
  };
}

function assertMayCast(held: LockedTask, vote: VoteInput): Seat {
  const { ballot, task, locked } = held;
  if (ballot === null) throw new DomainError('no_seat', { stageId: locked.stage.stageId });
  assertMayStandIn(held);
  const seat = assertMayVote({ ...ballot, vote });
  assertFree(task);
  return seat;
}

async function setConditions(
  trx: Transaction<DB>,
  { actor, clock }: Caller,
  { matter, stage }: LockedMatter,
  { conditions = [], voteId }: VoteInput & { readonly voteId: string },
): Promise<void> {
  if (matter.kind === 'request') {
    if (conditions.length > 0) throw new DomainError('not_for_requests', {});
    return;
  }
  await insertConditions(trx, {
    applicationId: matter.subjectId,
    stageId: stage.stageId,
    voteId,
    setBy: actor.actorId,
    setAt: clock.now,
    deadlineDate: conditionDeadline(clock.businessDate),
    conditions,
  });
}

function standingOf(
  matter: Matter,
): Pick<VoteResult, 'applicationId' | 'applicationStatus' | 'requestId' | 'requestStatus'> {
  if (matter.kind === 'application') {
    const { applicationId, status } = matter.application;
    return { applicationId, applicationStatus: status, requestId: null, requestStatus: null };
  }
  const { requestId, status } = matter.request;
  return { applicationId: null, applicationStatus: null, requestId, requestStatus: status };
}

function isUndoable({ approval, stage }: LockedMatter, { outcome }: Verdict): boolean {
  return outcome === 'open' || (outcome === 'approve' && stage.number < approval.path.length);
}

function ballotPaper({ seatId }: Seat, { actor, clock }: Caller) {
  return { seatId, officerId: actor.actorId, votedAt: clock.now };
}

type CastVote = VoteInput & ReturnType<typeof ballotPaper>;

/** The stage as it stands once the vote counts. */
function withVote(locked: LockedMatter, seat: Seat, vote: CastVote): LockedMatter {
  const { stage } = locked;
  const seats = stage.seats.map((candidate) =>
    candidate.seatId === seat.seatId ? { ...candidate, status: 'voted' as const } : candidate,
  );
  return { ...locked, stage: { ...stage, seats, votes: [...stage.votes, vote] } };
}

function voteCast(
  { matter, approval, stage }: LockedMatter,
  vote: CastVote,
  { voteId, onBehalfOf }: { readonly voteId: string; readonly onBehalfOf: string | null },
): CaseStep {
  return {
    kind: 'vote.cast',
    ...idsOf(matter),
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
      ...(onBehalfOf && { onBehalfOf }),
      ...(vote.conditions?.length && { conditions: [...vote.conditions] }),
      ...vote.details,
    },
  };
}
