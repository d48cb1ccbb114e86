/** A configuration for a process under test: free ports, quiet logs, the file's own database and namespace. */
import { readConfig, type Config } from '../../ops/config.ts';
import { inject } from 'vitest';
import './engines.ts';

/** @param overrides settings by field, over the test's defaults */
export function testConfig(databaseUrl: string, overrides: Partial<Config> = {}): Config {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: inject('engines').temporalAddress,
    PORT: '0',
    LOG_LEVEL: 'error',
    DAIBAN_TRAINING: 'true',
    WORKFLOW_BUNDLE: inject('engines').workflowBundle ?? '',
    WORKER_CACHED_WORKFLOWS: '100',
  });
  return { ...config, ...overrides };
}
