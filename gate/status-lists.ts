import { isInTheFuture, isOver, secondsOf } from './clock-skew.ts'
import { Refusal } from './refusal.ts'
import { type StatusList, verifiedStatusList } from './status-list-token.ts'
import type { IssuerKeys } from './trust.ts'

/** Where a verification asks for the list of a `uri`; refuses rather than answer with one it would not stand for. */
export type StatusListReader = { read(uri: string, at: Date): Promise<StatusList> }

/** A list token as a node keeps it: when it was last confirmed, and the newest `iat` ever seen for its address. */
export type HeldStatusList = { token: string; fetched_at: number; newest_iat: number }

/** `ttl`: past it a list is asked for again (online). `exp`: the last moment that a node which is cut off may rely on it. */
export type Freshness = 'ttl' | 'exp'

/** Reads the lists that a node holds; each is verified once. */
export function heldStatusLists(
  held: Readonly<Record<string, HeldStatusList>>,
  { issuer, keys, freshness }: { issuer: string; keys: IssuerKeys; freshness: Freshness },
): StatusListReader {
  const verified = new Map<string, Promise<StatusList>>()
  return {
    async read(uri, at) {
      const mine = Object.hasOwn(held, uri) ? held[uri] : undefined
      if (!mine) throw new Refusal('status-list-unavailable')
      const verifying = verified.get(uri) ?? verifiedAsStatusList(mine.token, { uri, issuer, keys }, at)
      verified.set(uri, verifying)
      return requireFresh(await verifying, mine, freshness, at)
    },
  }
}

/** Whatever is wrong with a list is one thing to the token that points at it. */
async function verifiedAsStatusList(...list: Parameters<typeof verifiedStatusList>): Promise<StatusList> {
  try {
    return await verifiedStatusList(...list)
  } catch (cause) {
    const stale = cause instanceof Refusal && cause.reason === 'status-list-stale'
    throw stale ? cause : new Refusal('status-list-invalid', { cause })
  }
}

/** Never older than one already seen, never confirmed in the future, and within the bound that was asked for (draft §8.3, §13.7). */
function requireFresh(list: StatusList, held: HeldStatusList, freshness: Freshness, at: Date): StatusList {
  const wentBack = list.iat < held.newest_iat || isInTheFuture(held.fetched_at, at)
  const pastTtl = freshness === 'ttl' && secondsOf(at) >= held.fetched_at + list.ttl
  if (wentBack || pastTtl || isOver(list.exp, at)) throw new Refusal('status-list-stale')
  return list
}
