/**
 * The frame of a process of its own: it starts, tells its launcher when it is ready, and stops in order when it is
 * asked to or when the launcher is gone.
 */
import { exitWithFailure } from './failure.ts';
import type { Logger } from './log.ts';

export interface RunningPart {
  stop(): Promise<void>;
  /** What the launcher is told: where the part answers. */
  readonly url?: string;
}

export interface ReadyMessage {
  readonly kind: 'ready';
  readonly url: string | null;
}

const STOP_PATIENCE_MS = 25_000;

/** Runs a part until a signal ends it. Never returns before the part is ready. */
export async function runEntry(log: Logger, start: () => Promise<RunningPart>): Promise<void> {
  process.on('unhandledRejection', (reason) => {
    // Nobody knows what the lost promise left half done; a fresh process reads it all from the rows.
    log.fatal({ err: reason }, 'a promise was lost');
    process.exit(1);
  });
  try {
    const part = await start();
    stopOnRequest(log, part);
    process.send?.({ kind: 'ready', url: part.url ?? null } satisfies ReadyMessage);
  } catch (error) {
    log.fatal({ err: error }, 'start failed');
    exitWithFailure(error);
  }
}

function stopOnRequest(log: Logger, part: RunningPart): void {
  let isStopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
    try {
      await part.stop();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, 'stop failed');
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  if (process.send !== undefined) process.on('disconnect', () => void stop('launcher is gone'));
}
