/** The worker as a process of its own; WORKER_QUEUES says which task queues it serves. */
import { startWorker } from '../activities/worker.ts';
import { prepareWorkflowBundle } from './bundle.ts';
import { readConfig } from './config.ts';
import { runEntry } from './entry.ts';
import { exitWithFailure } from './failure.ts';
import { createLogger } from './log.ts';
import { withMetrics } from './metrics.ts';

try {
  const config = readConfig();
  const log = createLogger({ name: 'worker', level: config.logLevel });
  await runEntry(log, async () => {
    const workflowBundle = config.workflowBundle ?? (await prepareWorkflowBundle());
    const worker = await startWorker({ ...config, workflowBundle }, { log });
    return withMetrics(worker, config.metricsPort);
  });
} catch (error) {
  exitWithFailure(error);
}
