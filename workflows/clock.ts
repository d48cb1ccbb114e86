/**
 * Business time inside a workflow: the time of the present task plus the committed offset. The only file here that
 * reads a clock, and the only way to wait: a due instant, news and a moved clock wake the same wait.
 */
import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  setHandler,
} from '@temporalio/workflow';
import type { Instant } from '../domain/calendar.ts';
import { instantMs, msInstant } from '../domain/instant.ts';
import {
  advanceClockUpdate,
  type ClockMove,
  type ClockReached,
  type ClockStart,
} from './messages.ts';

export type Clock = {
  /** Milliseconds business time is ahead of the server's; it never shrinks. */
  readonly offsetMs: () => number;
  readonly nowMs: () => number;
  readonly now: () => Instant;
  /** Changes whenever a wait must look at the time again. */
  readonly version: () => number;
  /** Takes an offset that came with a message; an older one changes nothing. */
  readonly learn: (offsetMs: number) => void;
  /** Says that the loop waits, or has gone back to work. */
  readonly rest: (resting: boolean) => void;
  /**
   * Lets every running handler answer before the run ends.
   * @param more whether the run goes on as new, so that a caller who moves the clock must ask again
   */
  readonly finishHandlers: (more: boolean) => Promise<void>;
};

type ClockState = {
  offsetMs: number;
  version: number;
  isResting: boolean;
  ending: { readonly more: boolean } | null;
};

/** Registers the handler that moves the clock; call it before the first `await`. */
export function installClock({ clockOffsetMs, training }: ClockStart): Clock {
  const state: ClockState = { offsetMs: clockOffsetMs, version: 0, isResting: false, ending: null };
  const clock = holdClock(state);
  setHandler(advanceClockUpdate, (move) => advance(clock, state, move.clockOffsetMs), {
    validator: (_move: ClockMove) => assertTraining(training),
  });
  return clock;
}

function holdClock(state: ClockState): Clock {
  const nowMs = () => Date.now() + state.offsetMs;
  return {
    offsetMs: () => state.offsetMs,
    nowMs,
    now: () => msInstant(nowMs()),
    version: () => state.version,
    learn: (offsetMs) => {
      if (offsetMs <= state.offsetMs) return;
      state.offsetMs = offsetMs;
      state.version += 1;
    },
    rest: (resting) => {
      state.isResting = resting;
    },
    finishHandlers: async (more) => {
      state.ending = { more };
      await condition(allHandlersFinished);
    },
  };
}

/**
 * Answers when everything due up to the new instant has run, or as soon as the loop wants to end this run: handler
 * and loop never wait for each other.
 */
async function advance(clock: Clock, state: ClockState, offsetMs: number): Promise<ClockReached> {
  clock.learn(offsetMs);
  // Also for a repeated move: the loop must come to rest once more, or nobody would answer the repetition.
  state.version += 1;
  state.isResting = false;
  await condition(() => state.isResting || state.ending !== null);
  return { reached: clock.now(), more: state.ending?.more ?? false };
}

/** Synchronous on purpose: nobody awaits a validator, so an asynchronous one never refuses. */
function assertTraining(training: boolean): void {
  if (training) return;
  throw ApplicationFailure.nonRetryable('The clock of a productive installation is real time');
}

/**
 * Waits for news or for business time.
 * @param dueAt null waits for news alone
 * @returns true when `wake()` held, false when `dueAt` came; clock moves are absorbed here
 */
export async function waitUntil(
  clock: Clock,
  dueAt: Instant | null,
  wake: () => boolean,
): Promise<boolean> {
  const dueMs = dueAt === null ? null : instantMs(dueAt);
  for (;;) {
    if (wake()) return true;
    const remainingMs = dueMs === null ? null : dueMs - clock.nowMs();
    if (remainingMs !== null && remainingMs <= 0) return false;
    const seen = clock.version();
    const isStirred = () => wake() || clock.version() !== seen;
    clock.rest(true);
    if (remainingMs === null) await condition(isStirred);
    else await condition(isStirred, remainingMs);
    clock.rest(false);
  }
}
