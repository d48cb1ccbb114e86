import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const pure = [
  'tests/domain/**/*.test.ts',
  'tests/golden/**/*.test.ts',
  'tests/tidy.test.ts',
  'tests/docs.test.ts',
];

export default defineConfig({
  test: {
    pool: 'forks',
    // Files that drive workflows mostly wait for the engines, so two run beside each other even on a small machine.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['tests/**/*.test.ts'],
          exclude: pure,
          globalSetup: 'tests/support/global-setup.ts',
          setupFiles: 'tests/support/record-sql.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
