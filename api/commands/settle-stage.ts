/** What a changed seat does to the verdict: recusal and removal recompute m, and may close the stage or leave it short. */
import type { Transaction } from 'kysely';
import { assertEnoughApprovers } from '../../domain/approval/ballot.ts';
import type { StandingApproval } from '../../domain/approval/next-stage.ts';
import type { Seat, Verdict } from '../../domain/approval/stage.ts';
import { computeVerdict } from '../../domain/approval/verdict.ts';
import { DomainError } from '../../domain/errors.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import type { LockedMatter, RequestMatter, StageOfMatter } from '../../db/queries/matters.ts';
import type { DB } from '../../db/tables.ts';
import { momentOf, type Caller } from './caller.ts';
import { closeStage } from './close-stage.ts';
import { idsOf, tellOf } from './matter-steps.ts';

/**
 * Computes the verdict of the stage as it stands in `locked`, closes it if there is one, records `steps` and wakes the
 * workflow, which fills seats that are missing and tells whoever has got one.
 */
export async function settleStage(
  trx: Transaction<DB>,
  locked: LockedMatter,
  caller: Caller,
  { earlier, steps }: { earlier: readonly StandingApproval[]; steps: CaseStep[] },
): Promise<Verdict['outcome']> {
  const { stage } = locked;
  const verdict = computeVerdict(stage);
  // Where too few people would have approved the stage stays open: the process admin seats another.
  const isShort = verdict.outcome === 'approve' && lacksApprovers(locked, earlier);
  if (!isShort) await closeStage(trx, locked, verdict, caller, steps);
  await recordSteps(trx, steps, momentOf(caller));
  await tellOf(trx, locked);
  return isShort ? 'open' : verdict.outcome;
}

/** The stage with one seat marked. */
export function withSeatStatus(
  locked: LockedMatter,
  seatId: string,
  status: Seat['status'],
): LockedMatter {
  const seats = locked.stage.seats.map((seat) =>
    seat.seatId === seatId ? { ...seat, status } : seat,
  );
  return { ...locked, stage: { ...locked.stage, seats } };
}

/** @throws DomainError `too_few_approvers` when the last stage would be approved by too few people */
export function assertLastApprove(
  { matter, approval, stage }: LockedMatter,
  earlier: readonly StandingApproval[],
): void {
  if (stage.number < approval.path.length) return;
  const here = stage.votes.filter(({ answer }) => answer === 'approve');
  const approvers = [...earlier, ...here].map(({ officerId }) => officerId);
  // Whoever asks, a person or the house itself, is the first pair of eyes on a request.
  const approverIds = matter.kind === 'request' ? [firstEyes(matter), ...approvers] : approvers;
  assertEnoughApprovers(approverIds, approval.facts.minDistinctApprovers);
}

function firstEyes({ request }: RequestMatter): string {
  return request.requestedBy ?? 'the house';
}

function lacksApprovers(locked: LockedMatter, earlier: readonly StandingApproval[]): boolean {
  try {
    assertLastApprove(locked, earlier);
    return false;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'too_few_approvers') return true;
    throw error;
  }
}

/** A step of a stage for timeline and audit. */
export function stageStep(
  { matter, approval, stage }: StageOfMatter,
  caller: Caller,
  step: Pick<CaseStep, 'kind' | 'details'>,
): CaseStep {
  return {
    ...step,
    ...idsOf(matter),
    approvalId: approval.approvalId,
    stageId: stage.stageId,
    actorId: caller.actor.actorId,
  };
}

/** Records a step that leaves the verdict as it is, and wakes the workflow. */
export async function recordAndTell(
  trx: Transaction<DB>,
  locked: LockedMatter,
  caller: Caller,
  steps: readonly CaseStep[],
): Promise<void> {
  await recordSteps(trx, steps, momentOf(caller));
  await tellOf(trx, locked);
}
