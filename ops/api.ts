/** The API as a process of its own. */
import { startServer } from '../api/server.ts';
import { readConfig } from './config.ts';
import { runEntry } from './entry.ts';
import { exitWithFailure } from './failure.ts';
import { createLogger } from './log.ts';
import { withMetrics } from './metrics.ts';

try {
  const config = readConfig();
  const log = createLogger({ name: 'api', level: config.logLevel });
  await runEntry(log, async () =>
    withMetrics(await startServer(config, { log }), config.metricsPort),
  );
} catch (error) {
  exitWithFailure(error);
}
