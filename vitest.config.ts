import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const pure = [
  'tests/domain/**/*.test.ts',
  'tests/golden/**/*.test.ts',
  'tests/tidy.test.ts',
  'tests/docs.test.ts',
];
const web = 'tests/web/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    // Files that drive workflows mostly wait for the engines, so two run beside each other even on a small machine.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['tests/**/*.test.ts'],
          exclude: [...pure, web],
          globalSetup: 'tests/support/global-setup.ts',
          setupFiles: 'tests/support/record-sql.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: [web],
          globalSetup: ['tests/support/global-setup.ts', 'tests/web/support/build-pages.ts'],
          // One browser at a time: a page that waits for a busy machine looks like a page that is slow.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
