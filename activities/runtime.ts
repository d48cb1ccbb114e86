/** The native side of the Temporal SDK, of which a process has one: its logs go where ours go, its signals are ours. */
import { Runtime } from '@temporalio/worker';
import type { LogLevel as TemporalLogLevel } from '@temporalio/common';
import type { Logger } from '../ops/log.ts';

const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'debug',
  WARN: 'warn',
  ERROR: 'error',
} as const;

let isInstalled = false;

/** Call it before any connection is made; a second call changes nothing. */
export function installRuntime(log: Logger): void {
  if (isInstalled) return;
  isInstalled = true;
  const write = (level: TemporalLogLevel, message: string, meta?: object) =>
    log[LEVELS[level]](withError(meta), message);
  Runtime.install({
    // Who ends the process stops its parts in order; the SDK would shut down its workers first.
    shutdownSignals: [],
    logger: {
      log: write,
      trace: (message, meta) => write('TRACE', message, meta),
      debug: (message, meta) => write('DEBUG', message, meta),
      info: (message, meta) => write('INFO', message, meta),
      warn: (message, meta) => write('WARN', message, meta),
      error: (message, meta) => write('ERROR', message, meta),
    },
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  });
}

/** The SDK says `error`, our logs say `err`, and only that one is written with its message. */
function withError(meta: object = {}): object {
  return 'error' in meta ? { ...meta, error: undefined, err: meta.error } : meta;
}
