import { findRevokedIndices } from '#db/queries/consent-tokens.server.ts'
import {
  findListsToPublish,
  findStatusLists,
  insertStatusList,
  publishOver,
  type StatusList,
} from '#db/queries/status-lists.server.ts'
import { STATUS_LIST_TTL, statusListJwt } from '../crypto/status-list-jwt.server.ts'
import { STATUS_LIST_SIZE } from '../domain/token/status-list.ts'
import type { Portal } from '../portal.server.ts'

/** Lists that many nodes and programmes share, so that a list tells nothing about either. */
const LISTS = ['a', 'b', 'c', 'd'] as const

/** Publishes every list that changed, or whose publication is older than half its `ttl`. */
export async function publishStatusLists(portal: Portal): Promise<void> {
  const staleBefore = new Date(portal.clock.now().getTime() - (STATUS_LIST_TTL / 2) * 1000)
  const lists = await portal.db.as({ task: 'publish' }, (tx) => findListsToPublish(tx, staleBefore))
  for (const list of lists) await publish(portal, list)
}

/** Opens the portal's lists where there are none and publishes them, so that no token ever names an absent one. */
export async function openStatusLists(portal: Portal): Promise<void> {
  await portal.db.as({ task: 'publish' }, async (tx) => {
    if ((await findStatusLists(tx)).length > 0) return
    for (const id of LISTS) await insertStatusList(tx, id, STATUS_LIST_SIZE)
  })
  await publishStatusLists(portal)
}

export function statusListUri(portal: Portal, id: string): string {
  return `${portal.settings.url}/status-lists/${id}`
}

/** The revocations are read after the publication they follow, and swapped in for exactly that one. */
async function publish(portal: Portal, list: StatusList): Promise<void> {
  await portal.db.as({ task: 'publish' }, async (tx) => {
    const at = portal.clock.now()
    const jwt = await statusListJwt(portal.keys, {
      issuer: portal.settings.url,
      uri: statusListUri(portal, list.id),
      size: list.size,
      revoked: await findRevokedIndices(tx, list.id),
      previous: list.jwt,
      at,
    })
    await publishOver(tx, list, { jwt, publishedAt: at })
  })
}
