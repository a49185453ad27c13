import { type KeyFacts, keyState } from './key-state.ts'

const DAY_MS = 86_400_000

/** For which of these purposes the newest key has signed for `days` and no other is on its way. */
export function purposesDue<Purpose extends string>(
  purposes: readonly Purpose[],
  known: readonly KeyFacts[],
  { days, at }: { days: number; at: Date },
): Purpose[] {
  return purposes.filter((purpose) => {
    const able = known.filter((key) => key.purpose === purpose && ['planned', 'active'].includes(keyState(key, at)))
    const newest = Math.max(...able.map(({ activeFrom }) => activeFrom.getTime()))
    return able.length > 0 && newest <= at.getTime() - days * DAY_MS
  })
}
