import { defineConfig } from 'vitest/config'
import everyTest from '../../vitest.config.ts'

/** Kills, races and mutations in full; `npm test` runs the same files with a small share of each. */
export default defineConfig({
  ...everyTest,
  test: {
    ...everyTest.test,
    include: ['tests/faults/**/*.test.ts', 'tests/services/publish-status-lists.test.ts'],
    provide: { faults: 'whole' },
    testTimeout: 3 * 60 * 60_000,
    fileParallelism: false,
  },
})
