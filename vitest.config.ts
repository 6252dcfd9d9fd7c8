import { defineConfig } from 'vitest/config';

const SECOND = 1000;
const PRIVATE_REDIS = './test/support/redis-server.ts';

export default defineConfig({
  test: {
    // Tests of one file share nothing with those of another; forks end even when a test leaves something open.
    pool: 'forks',
    restoreMocks: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          testTimeout: 10 * SECOND,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: PRIVATE_REDIS,
          testTimeout: 30 * SECOND,
          hookTimeout: 30 * SECOND,
          maxWorkers: 2,
        },
      },
      {
        // Much of a fault is waiting until locks have run out, so files and tests run beside each other.
        test: {
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          globalSetup: PRIVATE_REDIS,
          testTimeout: 120 * SECOND,
          hookTimeout: 60 * SECOND,
          maxWorkers: 3,
          maxConcurrency: 20,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: PRIVATE_REDIS,
          testTimeout: 60 * SECOND,
          hookTimeout: 60 * SECOND,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
