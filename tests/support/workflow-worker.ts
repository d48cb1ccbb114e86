/** A worker for one test file: the real workflows on the real engine, with the activities the test hands in. */
import { randomUUID } from 'node:crypto';
import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { inject } from 'vitest';
import { installRuntime } from '../../activities/runtime.ts';
import './engines.ts';
import type { TestTemporal } from './temporal.ts';

export interface TestWorker {
  readonly taskQueue: string;
  stop(): Promise<void>;
}

export type TestWorkerOptions = Pick<TestTemporal, 'address' | 'namespace'> & {
  readonly activities: object;
  /** A queue of its own unless given. */
  readonly taskQueue?: string;
  readonly maxCachedWorkflows?: number;
};

/** Stop it before the file's last test ends. */
export async function startWorkflowWorker(options: TestWorkerOptions): Promise<TestWorker> {
  installRuntime(pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'error' }));
  const { address, namespace, activities, taskQueue = randomUUID() } = options;
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    activities,
    workflowBundle: { codePath: bundlePath() },
    maxCachedWorkflows: options.maxCachedWorkflows ?? 50,
    shutdownForceTime: '2 seconds',
  });
  const running = worker.run();
  return {
    taskQueue,
    stop: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

/** @throws when the workflows could not be bundled, with the bundler's reason */
export function bundlePath(): string {
  const { workflowBundle, bundleFailure } = inject('engines');
  if (workflowBundle === null) throw new Error(bundleFailure ?? 'there is no workflow bundle');
  return workflowBundle;
}
