/** A small job beside the workflows that takes its turn again and again until the worker stops. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../ops/log.ts';

export type Loop = { readonly stop: () => Promise<void> };

export type LoopParts = {
  readonly name: string;
  readonly everyMs: number;
  readonly log: Logger;
  readonly turn: () => Promise<void>;
};

/** A turn that fails is logged and tried again at the next; stopping waits for the turn in hand. */
export function startLoop({ name, everyMs, log, turn }: LoopParts): Loop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    while (!signal.aborted) {
      await turn().catch((error: unknown) => log.warn({ err: error }, `${name}: this turn failed`));
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
