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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
