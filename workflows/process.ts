/** The one shape of every long process: wait for the next deadline or for news, take one step, until it has ended. */
import { workflowInfo } from '@temporalio/workflow';
import { invariant } from '../domain/invariant.ts';
import { waitUntil, type Clock } from './clock.ts';
import type { Inbox } from './inbox.ts';
import type { DueStep, Position, ProcessStart } from './messages.ts';

/** What a process can do about its own row; both answer with where it stands then. */
export type Steps = {
  readonly look: (id: string) => Promise<Position>;
  readonly runDue: (id: string, due: DueStep) => Promise<Position>;
};

/** What one run hands to the next. */
export type Carried = {
  readonly position: Position;
  readonly pending: boolean;
  readonly clockOffsetMs: number;
};

export type ProcessParts = {
  readonly steps: Steps;
  readonly clock: Clock;
  readonly inbox: Inbox;
  /** Steps before the workflow continues as new. */
  readonly stepsPerRun: number;
  /** Continues as new; it never returns. */
  readonly renew: (carried: Carried) => Promise<never>;
};

/**
 * Runs a process to its end. Continuing as new happens only here, between two steps and with no handler running.
 * @param first where the run before stood; undefined in the first run, which begins by looking
 */
export async function runProcess(
  id: string,
  first: Position | undefined,
  { steps, clock, inbox, stepsPerRun, renew }: ProcessParts,
): Promise<void> {
  let position = first ?? (await steps.look(id));
  for (let taken = 0; position.status === 'open'; taken += 1) {
    if (taken >= stepsPerRun || workflowInfo().continueAsNewSuggested) {
      await clock.finishHandlers(true);
      // Nothing is awaited between reading the inbox and the end of this run, so no news falls between the two.
      await renew({ position, pending: inbox.hasNews(), clockOffsetMs: clock.offsetMs() });
    }
    position = await takeStep(id, position, { steps, clock, inbox });
  }
  await clock.finishHandlers(false);
}

async function takeStep(
  id: string,
  { nextAt, next }: Position,
  { steps, clock, inbox }: Pick<ProcessParts, 'steps' | 'clock' | 'inbox'>,
): Promise<Position> {
  const isWoken = await waitUntil(clock, nextAt, inbox.hasNews);
  if (isWoken) {
    inbox.take();
    return steps.look(id);
  }
  invariant(next !== null, 'a deadline says what falls due with it');
  return steps.runDue(id, next);
}

/**
 * The start in the newest form. A run may begin with what an older build left behind; each later form adds one line
 * here that lifts the form before it. A form this build does not know fails the task, and is tried again by the next.
 */
export function liftStart<Start extends ProcessStart>(start: Start): Start {
  invariant(start.version === 1, `this build knows starts of version 1, not ${start.version}`);
  return start;
}
