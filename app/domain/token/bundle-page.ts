import type { BundleState } from './bundle-state.ts'

/** One page holds so much and no more: as base64url, less than `MAX_BUNDLE_BYTES`, with tokens of 4 KiB each. */
export const MOST_TOKENS = 2000
export const MOST_LIST_BYTES = 3 * 2 ** 20

type Token = { cursor: number }
type List = { id: string; jwt: string; digest: string }

/** What goes into one bundle, and what the node holds once it took it in. */
export type BundlePage<T extends Token> = { tokens: readonly T[]; lists: List[]; state: BundleState; more: boolean }

/** The next page after `base` (null for a whole bundle): the first tokens beyond it, and the lists that it has not. */
export function bundlePage<T extends Token>(
  base: BundleState | null,
  { tokens, lists, current }: { tokens: readonly T[]; lists: readonly List[]; current: BundleState },
): BundlePage<T> {
  const changed = lists.filter(({ id, digest }) => base?.lists[id] !== digest)
  const sent = firstWithin(changed, MOST_LIST_BYTES, ({ jwt }) => jwt.length)
  const last = tokens.length < MOST_TOKENS ? null : tokens.at(-1)
  return {
    tokens,
    lists: sent,
    state: {
      ...current,
      cursor: last?.cursor ?? current.cursor,
      lists: { ...base?.lists, ...Object.fromEntries(sent.map(({ id, digest }) => [id, digest])) },
    },
    more: last !== null || sent.length < changed.length,
  }
}

/** As many from the first on as take no more than `most` altogether, and one at least. */
function firstWithin<Item>(items: readonly Item[], most: number, sizeOf: (item: Item) => number): Item[] {
  let size = 0
  return items.filter((item, index) => {
    size += sizeOf(item)
    return index === 0 || size <= most
  })
}
