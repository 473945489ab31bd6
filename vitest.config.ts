import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/system/**', 'test/engines/**', 'test/**/*.long.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 } },
      { test: { name: 'system', include: ['test/system/**/*.test.ts', 'test/**/*.long.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false } },
      { test: { name: 'engines', include: ['test/engines/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 300_000, fileParallelism: false } },
    ],
  },
});
