import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tools/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'contract',
          include: ['packages/storage/contract/**/*.contract.ts', 'apps/server/contract/**/*.contract.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          // Tests count the first few invented people; one loads them all.
          env: { SOJOURN_DEMO_PEOPLE: 'first' },
        },
      },
    ],
  },
});
