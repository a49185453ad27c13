import { createHash } from 'node:crypto'
import { findPublishedJwt, findPublishedLists } from '#db/queries/status-lists.server.ts'
import { STATUS_LIST_TTL } from '../crypto/status-list-jwt.server.ts'
import type { Portal } from '../portal.server.ts'
import { perPortal } from './per-portal.server.ts'
import { remembered } from './remembered.server.ts'
import { statusListUri } from './status-list-uri.server.ts'

export { STATUS_LIST_TTL }

/** A publication as it is sent, and the strong tag of exactly these bytes (RFC 9110 §8.8.3). */
export type PublishedList = { bytes: Uint8Array<ArrayBuffer>; etag: string; headers: Record<string, string> }

/** How long what was read just now may be given where it is not known whether it changed since, in milliseconds. */
const UNHEARD_MS = 1000

/**
 * Reads published lists, each from memory until it is published anew. Where that could not be heard of, each is read
 * once a second: a list is never older than it could be anyway, and a slow database is not asked by everybody at once.
 */
export const statusListReader = perPortal(({ db, changes, clock }) => {
  const justRead = new Map<string, { list: PublishedList; readAt: number }>()
  const now = () => clock.now().getTime()
  const read = remembered(changes, 'list', async (id: string) => {
    const readAt = now()
    const jwt = await db.as('public', (tx) => findPublishedJwt(tx, id))
    if (jwt === null) return null
    const list = published(jwt)
    justRead.set(id, { list, readAt })
    return { answer: list, rowId: id }
  })
  changes.on('list', (id) => justRead.delete(id))

  const held = (id: string): PublishedList | null => {
    const recent = justRead.get(id)
    return read.held(id) ?? (recent && Math.abs(now() - recent.readAt) < UNHEARD_MS ? recent.list : null)
  }
  return { held, read: async (id: string) => held(id) ?? read(id) }
})

/** For pages of any origin. They are said with the answer itself: what Hono adds afterwards costs reading it again. */
export const LIST_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Cache-Control': `public, max-age=${STATUS_LIST_TTL}`,
  Vary: 'Accept',
}

function published(jwt: string): PublishedList {
  const etag = `"${createHash('sha256').update(jwt).digest('base64url')}"`
  const headers = { ...LIST_HEADERS, ETag: etag, 'Content-Type': 'application/statuslist+jwt' }
  return { bytes: new TextEncoder().encode(jwt), etag, headers }
}

/** Where every list is that tokens still point to (draft-ietf-oauth-status-list §9). */
export async function statusListUris(portal: Portal): Promise<string[]> {
  const lists = await portal.db.as('public', findPublishedLists)
  return lists.map((id) => statusListUri(portal, id))
}
