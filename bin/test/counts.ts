export type Counts = { passed: number; failed: number; skipped: number }

export const none: Counts = { passed: 0, failed: 0, skipped: 0 }

export function sum(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** The line that a run ends with; machines read it too. */
export function lastLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}

/** What a runner reported, doubted: a bad exit without a failure, or no test at all, is a failure of its own. */
export function believed(reported: Counts, exitCode: number): Counts {
  const ranNothing = reported.passed + reported.failed === 0
  const crashed = exitCode !== 0 && reported.failed === 0
  if (!ranNothing && !crashed) return reported
  console.log(ranNothing ? 'No test ran.' : `The runner ended with exit code ${exitCode} although no test failed.`)
  return { ...reported, failed: reported.failed + 1 }
}
