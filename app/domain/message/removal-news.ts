import type { RemovalOutcome } from '../consent/removal.ts'

/** What one hospital was asked to take out, and what it answered. */
export type RemovalStep = { id: string; outcome: RemovalOutcome | null; answeredAt: Date | null }

/**
 * What there is to tell after one hospital answered: at once that it could not; that all have, once, with the answer
 * that came last; else nothing, for whoever is still waiting need not be told so.
 */
export function removalNews(
  steps: readonly RemovalStep[],
  answered: string,
): 'removal-done' | 'removal-not-possible' | null {
  const step = steps.find(({ id }) => id === answered)
  if (!step?.outcome) return null
  if (step.outcome === 'not-possible') return 'removal-not-possible'
  const allDone = steps.every(({ outcome }) => outcome === 'removed' || outcome === 'nothing-held')
  return allDone && lastAnswered(steps) === answered ? 'removal-done' : null
}

function lastAnswered(steps: readonly RemovalStep[]): string | undefined {
  const place = ({ answeredAt, id }: RemovalStep) => `${answeredAt?.toISOString()} ${id}`
  return steps.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)).at(-1)?.id
}
