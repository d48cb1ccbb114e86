/**
 * Money on its way out, from its release to the rail's answer. The rail is called by a normal activity that is never
 * tried twice; an answer that was lost is asked for, with growing pauses, until the row knows it.
 */
import { ActivityFailure } from '@temporalio/workflow';
import { addMs } from '../domain/instant.ts';
import { installClock, type Clock } from './clock.ts';
import { installInbox } from './inbox.ts';
import {
  railAnsweredSignal,
  railStepKinds,
  type DueStep,
  type Position,
  type ProcessStart,
} from './messages.ts';
import { runProcess, type Carried } from './process.ts';

const PAUSE_AFTER_FAILURE_MS = 10_000;

/** What one kind of transfer does on its own row, and what it has the rail do. */
export type TransferSteps = {
  readonly look: (id: string) => Promise<Position>;
  readonly runStep: (id: string, due: DueStep) => Promise<Position>;
  readonly send: (id: string) => Promise<void>;
  readonly query: (id: string) => Promise<void>;
};

/** @param renew continues as new; it never returns */
export async function runTransfer(
  id: string,
  start: ProcessStart,
  steps: TransferSteps,
  renew: (carried: Carried) => Promise<never>,
): Promise<void> {
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [railAnsweredSignal]);
  await runProcess(id, start.position, {
    steps: { look: steps.look, runDue: (_id, due) => runDue(steps, clock, id, due) },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew,
  });
}

async function runDue(
  steps: TransferSteps,
  clock: Clock,
  id: string,
  due: DueStep,
): Promise<Position> {
  if (due.kind !== railStepKinds.send && due.kind !== railStepKinds.query) {
    return steps.runStep(id, due);
  }
  try {
    if (due.kind === railStepKinds.send) await steps.send(id);
    else await steps.query(id);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    // The money may have moved or not: the row says from when on the rail is asked.
    const lost = { ...due, kind: railStepKinds.loseAnswer };
    return notAtOnce(clock, await steps.runStep(id, lost));
  }
  return steps.look(id);
}

/** A call that failed before the rail was reached would fail again at once. */
function notAtOnce(clock: Clock, position: Position): Position {
  if (position.nextAt === null) return position;
  const earliest = addMs(clock.now(), PAUSE_AFTER_FAILURE_MS);
  return { ...position, nextAt: position.nextAt > earliest ? position.nextAt : earliest };
}
