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

/** Reads published lists, each from memory until it is published anew. */
export const statusListReader = perPortal(({ db, changes }) =>
  remembered(changes, 'list', async (id: string) => {
    const jwt = await db.as('public', (tx) => findPublishedJwt(tx, id))
    return jwt === null ? null : { answer: published(jwt), rowId: id }
  }),
)

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
