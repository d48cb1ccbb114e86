/** A worker for one test file, on the file's own database and namespace. */
import { afterAll, inject } from 'vitest';
import { startWorker, type RunningWorker, type WorkerOverrides } from '../../activities/worker.ts';
import type { Config } from '../../ops/config.ts';
import { testConfig, type TestParts } from './config.ts';
import './engines.ts';

export interface TestWorker extends RunningWorker {
  /** What the worker was started with; a second one on the same rows is started with it, too. */
  readonly config: Config;
}

/**
 * Starts a worker; call it at the top of a test file, after `testDatabase()` and `testTemporal()`. It is stopped after
 * the file's last test, before the database is dropped, unless the test stopped it itself.
 */
export async function testWorker(
  parts: Required<TestParts>,
  overrides: WorkerOverrides & { readonly config?: Partial<Config> } = {},
): Promise<TestWorker> {
  const { bundleFailure } = inject('engines');
  if (bundleFailure !== null) throw new Error(`The workflows cannot be bundled: ${bundleFailure}`);
  const { config: settings, ...workerOverrides } = overrides;
  const config = testConfig(parts, settings);
  const running = await startWorker(config, workerOverrides);
  let stopping: Promise<void> | null = null;
  const stop = () => (stopping ??= running.stop());
  afterAll(stop);
  return { config, stop };
}
