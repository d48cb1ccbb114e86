/**
 * Where a path goes on. An approve leads to the next position, a return to an earlier stage goes back and, if the
 * returner asked for it, jumps straight to them again afterwards; a return to the applicant opens the same position
 * once more. Stages of a submission before the path began anew are history and do not count.
 */
import type { StageState, Vote } from './stage.ts';

export type PastStage = Pick<StageState, 'number' | 'status' | 'votes' | 'seats'> & {
  readonly submissionNumber: number;
  readonly verdict: 'approve' | 'decline' | 'return' | null;
};

/**
 * The position that opens next, counting from 1; one more than the path has stages when all have approved.
 * @param stages in the order they were opened
 * @param fromSubmission the submission with which the present path began
 */
export function nextStageNumber(stages: readonly PastStage[], fromSubmission: number): number {
  let next = 1;
  let backTo: number | null = null;
  for (const stage of currentStages(stages, fromSubmission)) {
    if (stage.verdict === 'approve') {
      next = backTo ?? stage.number + 1;
      backTo = null;
    }
    if (stage.verdict === 'return') {
      const target = returnTargetOf(stage);
      next = target === undefined || target.to === 'applicant' ? stage.number : target.to;
      backTo = next < stage.number && target?.afterwards === 'resume_here' ? stage.number : backTo;
    }
  }
  return next;
}

export type StandingApproval = {
  readonly officerId: string;
  readonly stageNumber: number;
};

/** Approves that still carry the case: of the newest attempt of each position that closed with approve. */
export function standingApprovals(
  stages: readonly PastStage[],
  fromSubmission: number,
): readonly StandingApproval[] {
  const newest = new Map<number, PastStage>();
  for (const stage of currentStages(stages, fromSubmission)) newest.set(stage.number, stage);
  return [...newest.values()]
    .filter(({ verdict }) => verdict === 'approve')
    .flatMap((stage) =>
      approvesOf(stage).map(({ officerId }) => ({ officerId, stageNumber: stage.number })),
    );
}

/** Approves of seats that still stand. */
function approvesOf({ votes, seats }: PastStage): readonly Vote[] {
  const standing = new Set(
    seats.filter(({ status }) => status === 'voted').map(({ seatId }) => seatId),
  );
  return votes.filter(({ answer, seatId }) => answer === 'approve' && standing.has(seatId));
}

function currentStages(stages: readonly PastStage[], fromSubmission: number) {
  return stages.filter(
    ({ status, submissionNumber }) => status === 'closed' && submissionNumber >= fromSubmission,
  );
}

function returnTargetOf({ votes }: PastStage) {
  return votes.find(({ answer }) => answer === 'return')?.returnTarget ?? undefined;
}
