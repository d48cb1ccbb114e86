/** A configuration for a process under test: free ports, quiet logs, the file's own database and namespace. */
import { inject } from 'vitest';
import { readConfig, type Config } from '../../ops/config.ts';
import './engines.ts';

export interface TestParts {
  readonly databaseUrl: string;
  /** From `testTemporal()`; a test that runs no workflow has none. */
  readonly namespace?: string;
}

/** @param overrides settings by field, over the test's defaults */
export function testConfig(
  { databaseUrl, namespace }: TestParts,
  overrides: Partial<Config> = {},
): Config {
  const { folder, temporalAddress, workflowBundle } = inject('engines');
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    PORT: '0',
    DAIBAN_DATA_DIR: folder,
    LOG_LEVEL: 'error',
    DAIBAN_TRAINING: 'true',
    WORKFLOW_BUNDLE: workflowBundle ?? '',
    WORKER_CACHED_WORKFLOWS: '100',
  });
  return { ...config, ...overrides };
}
