/**
 * The stages of one approval, one after the other. Whoever votes closes a stage in the transaction of the vote; here
 * only time passes: reminders, added seats, a word to the process admin. Nothing is ever decided by a clock.
 */
import { invariant } from '../domain/invariant.ts';
import { waitUntil, type Clock } from './clock.ts';
import type { Inbox } from './inbox.ts';
import type { DueStep, Position, StagePosition } from './messages.ts';

export type StageSteps = {
  /** The next stage with its seats and deadlines, or the one already open; `ended` when the approval is. */
  readonly openNextStage: (approvalId: string) => Promise<StagePosition>;
  readonly lookAtStage: (stageId: string) => Promise<StagePosition>;
  readonly runStageDeadline: (stageId: string, due: DueStep) => Promise<StagePosition>;
};

type StageParts = {
  readonly steps: StageSteps;
  readonly clock: Clock;
  readonly inbox: Inbox;
  /** Where the first stage stands, if a step has opened it already. */
  readonly first?: StagePosition;
};

/**
 * Opens stage after stage until the approval has ended; how it ended stands in its row.
 * @returns where the case stands then, if the last step has said it
 */
export async function decideStages(
  approvalId: string,
  { first, ...parts }: StageParts,
): Promise<Position | undefined> {
  let stage = first ?? (await parts.steps.openNextStage(approvalId));
  while (stage.stageId !== null) {
    const last = await passStage(stage, parts);
    if (last.after !== undefined) return last.after;
    stage = await parts.steps.openNextStage(approvalId);
  }
  return stage.after;
}

/** Waits and acts while a stage is open; a step that goes on may answer with the next one. */
async function passStage(
  from: StagePosition,
  { steps, clock, inbox }: StageParts,
): Promise<StagePosition> {
  let stage = from;
  while (stage.status === 'open') {
    const { stageId } = stage;
    invariant(stageId !== null, 'an open stage has an id');
    const isWoken = await waitUntil(clock, stage.nextAt, inbox.hasNews);
    if (isWoken) inbox.take();
    stage = isWoken
      ? await steps.lookAtStage(stageId)
      : await steps.runStageDeadline(stageId, dueOf(stage));
  }
  return stage;
}

function dueOf({ next }: StagePosition): DueStep {
  invariant(next !== null, 'a deadline says what falls due with it');
  return next;
}
