import { BUNDLE_TYPE } from '../token/bundle.ts'
import { type KeyFacts, keyState } from './key-state.ts'

/** How long anyone may keep the portal's key set, in seconds. */
export const KEY_SET_CACHE = 60

/** A key is read by everybody before it signs: two caches one after the other, and ten seconds for clocks that differ. */
const AHEAD_MS = (2 * KEY_SET_CACHE + 10) * 1000

/** A gate believes a new key for bundles only if a bundle announced it, and some gates are off for weeks. */
const BUNDLE_AHEAD_MS = 30 * 24 * 60 * 60 * 1000

/** How long its predecessors may still sign, on instances that its private part has not reached yet. */
const OVERLAP_MS = 24 * 60 * 60 * 1000

export type Succession = {
  activeFrom: Date
  /** Until when those before it may sign. */
  predecessors: { kids: string[]; retiredAt: Date }
}

/** When a key that nobody knows yet begins to sign, beside those of its purpose that are known: at once where none of them can. */
export function succession(known: readonly KeyFacts[], at: Date): Succession {
  const able = known.filter((key) => ['planned', 'active'].includes(keyState(key, at)))
  const ahead = able.some(({ purpose }) => purpose === BUNDLE_TYPE) ? BUNDLE_AHEAD_MS : AHEAD_MS
  const activeFrom = able.length === 0 ? at : new Date(at.getTime() + ahead)
  return {
    activeFrom,
    predecessors: {
      kids: able.filter(({ retiredAt }) => retiredAt === null).map(({ kid }) => kid),
      retiredAt: new Date(activeFrom.getTime() + OVERLAP_MS),
    },
  }
}
