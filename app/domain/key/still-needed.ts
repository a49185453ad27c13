import { MAX_TOKEN_DAYS } from '../token/consent-claims.ts'
import { type KeyFacts, keyState } from './key-state.ts'

/** How many days the last thing that a key signed can be alive; what is evidence (a decision, a receipt) is so for good. */
const DAYS_ALIVE: Record<string, number> = {
  'consent+jwt': MAX_TOKEN_DAYS,
  'statuslist+jwt': 1,
  'bundle+jwt': 1,
  'token-introspection+jwt': 1,
  'secevent+jwt': 7,
}

const DAY_MS = 86_400_000

/** Whether a verifier may still need this key at `at`; a day is added for clocks and copies. What was taken back is named for good. */
export function isStillNeeded(key: KeyFacts, at: Date): boolean {
  if (keyState(key, at) !== 'retired' || !key.retiredAt) return true
  const days = DAYS_ALIVE[key.purpose] ?? Number.POSITIVE_INFINITY
  return at.getTime() < key.retiredAt.getTime() + (days + 1) * DAY_MS
}
