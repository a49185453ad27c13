import { findStatusList, findStatusLists } from '#db/queries/status-lists.server.ts'
import type { Portal } from '../portal.server.ts'
import { statusListUri } from './publish-status-lists.server.ts'

export { STATUS_LIST_TTL } from '../crypto/status-list-jwt.server.ts'

/** How long one instance answers from what it read, in milliseconds: a revocation is never later by more than this. */
const MEMO_MS = 1000

/** Reads published lists, each from the database at most once a second. */
export function statusListReader({ db, clock }: Portal): (id: string) => Promise<string | null> {
  const memo = new Map<string, { readAt: number; jwt: Promise<string | null> }>()
  const read = (id: string) => db.as('public', (tx) => findStatusList(tx, id)).then((list) => list?.jwt ?? null)

  return async (id) => {
    const now = clock.now().getTime()
    const known = memo.get(id)
    if (known && Math.abs(now - known.readAt) < MEMO_MS) return known.jwt
    const jwt = read(id)
    memo.set(id, { readAt: now, jwt })
    jwt.then((found) => found === null && memo.delete(id)).catch(() => memo.delete(id))
    return jwt
  }
}

/** Where every published list is (draft-ietf-oauth-status-list §9). */
export async function statusListUris(portal: Portal): Promise<string[]> {
  const lists = await portal.db.as('public', findStatusLists)
  return lists.filter(({ jwt }) => jwt !== null).map(({ id }) => statusListUri(portal, id))
}
