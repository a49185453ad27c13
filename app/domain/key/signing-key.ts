import { type KeyFacts, keyState } from './key-state.ts'

/**
 * Which of these keys, all of one purpose and at hand, signs at `at`: the newest that is active. Where none is
 * (the only one was taken back), the planned one that verifiers have been able to read longest.
 */
export function signingKey<Key extends KeyFacts>(keys: readonly Key[], at: Date): Key | null {
  const oldestFirst = keys.toSorted(byBeginning)
  const active = oldestFirst.findLast((key) => keyState(key, at) === 'active')
  return active ?? oldestFirst.find((key) => keyState(key, at) === 'planned') ?? null
}

/** The same order on every instance, also between two that begin together. */
function byBeginning(a: KeyFacts, b: KeyFacts): number {
  return a.activeFrom.getTime() - b.activeFrom.getTime() || (a.kid < b.kid ? -1 : 1)
}
