import { findReleasedTokensOf, type TokenTargetKey } from '#db/queries/bundles.server.ts'
import type { ReleasedToken } from '#db/queries/consent-tokens.server.ts'
import { databaseNow } from '#db/queries/contributors.server.ts'
import { findTokenCursor, noteSync } from '#db/queries/nodes.server.ts'
import { findListsToPublish } from '#db/queries/status-lists.server.ts'
import { digestOf, type NamedState } from '../crypto/bundle-name.server.ts'
import { BUNDLE_LIFE, type BundlePolicy } from '../domain/token/bundle.ts'
import { MOST_TOKENS } from '../domain/token/bundle-page.ts'
import type { BundleState } from '../domain/token/bundle-state.ts'
import type { Portal } from '../portal.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'
import { type KeySet, publishedKeys } from './published-keys.server.ts'
import { STATUS_LIST_TTL } from './read-status-list.server.ts'
import { Unavailable } from './unavailable.server.ts'

export const BUNDLE_POLICY: BundlePolicy = { ttl: STATUS_LIST_TTL, offline: BUNDLE_LIFE, clock_skew: 60 }

export type Token = ReleasedToken & TokenTargetKey

/** What a node may hold now, its first tokens beyond those it holds, and what it would hold with all of it. */
export type BundleContents = {
  iat: number
  keySet: KeySet
  tokens: Token[]
  lists: { id: string; jwt: string; digest: string }[]
  current: BundleState
}

/** Tokens are read before lists and both before keys, so that nothing is handed out without what vouches for it. */
export async function readBundleContents(
  portal: Portal,
  node: IssuingNode,
  targets: readonly TokenTargetKey[],
  held: NamedState | null,
): Promise<BundleContents> {
  const read = await portal.db.as({ organisation: node.organisationId }, async (tx) => {
    const at = portal.clock.now()
    const iat = Math.floor((await portal.clock.recorded(() => databaseNow(tx))).getTime() / 1000)
    const cursor = await findTokenCursor(tx, node.id)
    const asked = { nodeId: node.id, targets, since: held?.cursor ?? 0, limit: MOST_TOKENS, at }
    const tokens = await findReleasedTokensOf(tx, asked)
    const lists = await findListsToPublish(tx)
    refuseToVouchForOld(lists, at)
    await noteSync(tx, node.id, at)
    return { iat: Math.max(iat, held?.iat ?? 0), cursor, tokens, lists }
  })
  const keySet = await publishedKeys(portal)
  const lists = read.lists.flatMap(({ id, jwt }) => (jwt === null ? [] : { id, jwt, digest: digestOf(jwt) }))
  return {
    iat: read.iat,
    keySet,
    tokens: read.tokens,
    lists,
    current: {
      cursor: Math.max(read.cursor, read.tokens.at(-1)?.cursor ?? 0),
      targets: digestOf(targets.map(({ basis, target }) => [basis, target]).toSorted()),
      keys: digestOf([keySet, BUNDLE_POLICY]),
      lists: Object.fromEntries(lists.map(({ id, digest }) => [id, digest])),
    },
  }
}

/** A bundle says that its lists are as they are now; while they cannot be published, a withdrawal may not be in them. */
function refuseToVouchForOld(lists: readonly { publishedAt: Date | null }[], at: Date): void {
  const oldest = at.getTime() - 2 * STATUS_LIST_TTL * 1000
  const isOld = lists.some(({ publishedAt }) => publishedAt !== null && publishedAt.getTime() < oldest)
  if (isOld) throw new Unavailable('status-list-not-published')
}
