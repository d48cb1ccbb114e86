/** What the relay and the training clock ask of Temporal: start, tell, advance. All of it may be repeated. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcServiceError,
  type Client,
} from '@temporalio/client';
import type { BusinessClock } from '../db/queries/clock.ts';
import type { OutboxMessage } from '../db/queries/outbox.ts';
import { advanceClockUpdate } from '../workflows/messages.ts';

export type Engine = {
  readonly client: Client;
  /** Of the workflows and of the steps on our own rows. */
  readonly taskQueue: string;
  readonly railTaskQueue: string;
  /** Steps of a process before it continues as new. */
  readonly stepsPerRun: number;
};

/** A call without an answer is given up after this; the line is sent again. */
const CALL_MS = 5_000;
/** Months of steps may lie behind one move. */
const ADVANCE_MS = 60_000;
const ASK_AGAIN_MS = 50;
const MOST_ASKED = 200;
/**
 * Codes of gRPC that tell of the moment, not of the request: deadline exceeded, resource exhausted, failed
 * precondition, aborted, unavailable.
 */
const PASSING: ReadonlySet<number> = new Set([4, 8, 9, 10, 14]);

/** What of the committed clock travels with every message. */
export type SentClock = Pick<BusinessClock, 'clockOffsetMs' | 'mode'>;

/**
 * Starts the workflow a line names. Running already is success.
 * @returns `closed` when it ran before and has ended: it is never run twice
 */
export async function startWorkflow(
  engine: Engine,
  line: OutboxMessage,
  clock: SentClock,
): Promise<'running' | 'closed'> {
  const { client, taskQueue } = engine;
  try {
    await client.withDeadline(Date.now() + CALL_MS, () =>
      client.workflow.start(line.name, {
        workflowId: line.workflowId,
        taskQueue,
        args: [startArguments(engine, line, clock)],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      }),
    );
    return 'running';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'closed';
    throw error;
  }
}

/**
 * Tells a workflow to look.
 * @throws WorkflowNotFoundError when it has ended or was never started: its row says which
 */
export async function signalWorkflow(
  { client }: Engine,
  line: Pick<OutboxMessage, 'workflowId' | 'name'>,
  { clockOffsetMs }: SentClock,
): Promise<void> {
  await client.withDeadline(Date.now() + CALL_MS, () =>
    client.workflow.getHandle(line.workflowId).signal(line.name, { clockOffsetMs }),
  );
}

/** The workflows that speak to the payment rail. */
const transfers: ReadonlySet<string> = new Set(['disburseLoan', 'refundCredit']);

/** The offset is read at sending: the clock may have moved since the line was written. */
function startArguments(engine: Engine, line: OutboxMessage, clock: SentClock) {
  const rail = transfers.has(line.name) ? { railTaskQueue: engine.railTaskQueue } : {};
  return {
    ...line.payload,
    ...rail,
    version: 1,
    stepsPerRun: engine.stepsPerRun,
    clockOffsetMs: clock.clockOffsetMs,
    training: clock.mode === 'training',
  };
}

/**
 * Moves the clock of one workflow and waits until everything due by then has run. Asking twice is harmless.
 * @returns `ended` when no such workflow is running
 */
export async function advanceWorkflow(
  { client }: Pick<Engine, 'client'>,
  workflowId: string,
  clockOffsetMs: number,
): Promise<'advanced' | 'ended'> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { more } = await client.withDeadline(Date.now() + ADVANCE_MS, () =>
        client.workflow
          .getHandle(workflowId)
          .executeUpdate(advanceClockUpdate, { args: [{ clockOffsetMs }] }),
      );
      if (!more) return 'advanced';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'ended';
      if (!mayAskAgain(error) || attempt >= MOST_ASKED) throw error;
      await sleep(ASK_AGAIN_MS);
    }
  }
}

/**
 * No answer in time says nothing about the outcome. A task that fails because a signal came in while it finished is
 * run again by the engine, but the update it carried is refused with a failed precondition.
 */
function mayAskAgain(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  if (!(error instanceof ServiceError) || !isGrpcServiceError(error.cause)) return false;
  return PASSING.has(error.cause.code);
}
