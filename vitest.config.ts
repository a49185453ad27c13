import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: 'tests/support/global-setup.ts',
    provide: { faults: 'small' },
    maxWorkers: 2,
    // Files of a worker share its process and what it imported: the portal is imported twice, not once a file.
    isolate: false,
    restoreMocks: true,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
