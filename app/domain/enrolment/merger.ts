import { permitsNoMore } from '../consent/permits-no-more.ts'
import type { Standing } from '../consent/standing.ts'
import { type Decision, recorded, refused } from '../decision.ts'

/** A pseudonym that is to be one with another, and what its account says; `null` where nobody has one. */
export type MergingName = { account: Account | null }

type Account = { id: string; hasWayIn: boolean; hasDied: boolean; standing: Standing }

export type MergerRefusal = 'pseudonyms-disagree' | 'death-stands'

/**
 * Whose account speaks for one person's two pseudonyms from now on: hers who has one; of two accounts the one that
 * permits no more than the other, so that nothing is permitted that either did not permit. Where neither is, nobody
 * but she can say; and what a reported death ended is not to be begun again by another account.
 */
export function merger(kept: MergingName, retired: MergingName, at: Date): Decision<string | null, MergerRefusal> {
  const [one, other] = [kept.account, retired.account]
  if (!one || !other || one.id === other.id) return recorded(one?.id ?? other?.id ?? null)

  if (one.hasDied || other.hasDied) return refused('death-stands')
  const mayBeOne = permitsNoMore(one.standing, other.standing, at)
  const mayBeOther = permitsNoMore(other.standing, one.standing, at)
  if (mayBeOne && mayBeOther) return recorded(claimTo(other) > claimTo(one) ? other.id : one.id)
  if (mayBeOne) return recorded(one.id)
  return mayBeOther ? recorded(other.id) : refused('pseudonyms-disagree')
}

/** Of two that may speak it is the one that she can open, and then the one in which she has said something. */
function claimTo({ hasWayIn, standing }: Account): number {
  const { consents, altruism, objectedIn } = standing
  const hasSpoken = altruism !== null || objectedIn.length > 0 || Object.keys(consents).length > 0
  return (hasWayIn ? 2 : 0) + (hasSpoken ? 1 : 0)
}
