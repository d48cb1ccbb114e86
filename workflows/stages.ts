/**
 * The stages of one approval, one after the other. Whoever votes closes a stage in the transaction of the vote; here
 * only time passes: reminders, added seats, a word to the process admin. Nothing is ever decided by a clock.
 */
import { invariant } from '../domain/invariant.ts';
import { waitUntil, type Clock } from './clock.ts';
import type { Inbox } from './inbox.ts';
import type { DueStep, StagePosition } from './messages.ts';

export type StageSteps = {
  /** The next stage with its seats and deadlines, or the one already open; `ended` when the approval is. */
  readonly openNextStage: (approvalId: string) => Promise<StagePosition>;
  readonly lookAtStage: (stageId: string) => Promise<StagePosition>;
  readonly runStageDeadline: (stageId: string, due: DueStep) => Promise<StagePosition>;
};

/** Opens stage after stage until the approval has ended; how it ended stands in its row. */
export async function decideStages(
  approvalId: string,
  { steps, clock, inbox }: { steps: StageSteps; clock: Clock; inbox: Inbox },
): Promise<void> {
  for (;;) {
    let stage = await steps.openNextStage(approvalId);
    const { stageId } = stage;
    if (stageId === null) return;
    while (stage.status === 'open') {
      const isWoken = await waitUntil(clock, stage.nextAt, inbox.hasNews);
      if (isWoken) inbox.take();
      stage = isWoken
        ? await steps.lookAtStage(stageId)
        : await steps.runStageDeadline(stageId, dueOf(stage));
    }
  }
}

function dueOf({ next }: StagePosition): DueStep {
  invariant(next !== null, 'a deadline says what falls due with it');
  return next;
}
