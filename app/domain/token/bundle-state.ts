/** What a node holds once it took in a bundle. */
export type BundleState = {
  /** The last of its tokens. */
  cursor: number
  /** A digest of what it takes part in. */
  targets: string
  /** A digest of keys, revoked keys and policy. */
  keys: string
  /** A digest of each status list, by the list's id. */
  lists: Readonly<Record<string, string>>
}

/**
 * Can what changed since `held` be told as additions? Not where the node takes part in other things by now, where a
 * list is gone, or where the portal has forgotten tokens that it once gave (it was restored from a backup).
 */
export function canBeAddedTo(held: BundleState, current: BundleState): boolean {
  return (
    held.targets === current.targets &&
    held.cursor <= current.cursor &&
    Object.keys(held.lists).every((id) => Object.hasOwn(current.lists, id))
  )
}

export function isSameState(a: BundleState, b: BundleState): boolean {
  const ids = Object.keys(a.lists)
  return (
    a.cursor === b.cursor &&
    a.targets === b.targets &&
    a.keys === b.keys &&
    ids.length === Object.keys(b.lists).length &&
    ids.every((id) => a.lists[id] === b.lists[id])
  )
}
