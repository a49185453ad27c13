import { areListsDue, findStatusLists, insertStatusList } from '#db/queries/status-lists.server.ts'
import { STATUS_LIST_TTL } from '../crypto/status-list-jwt.server.ts'
import { STATUS_LIST_SIZE } from '../domain/token/status-list.ts'
import type { Portal } from '../portal.server.ts'
import { publishRound } from './publish-round.server.ts'

export { statusListUri } from './status-list-uri.server.ts'

/** Lists that many nodes and programmes share, so that a list tells nothing about either. */
const LISTS = ['a', 'b', 'c', 'd'] as const

/** Publishes the lists where one of them changed, or its publication is older than half its `ttl`. */
export async function publishStatusLists(portal: Portal): Promise<void> {
  const staleBefore = new Date(portal.clock.now().getTime() - (STATUS_LIST_TTL / 2) * 1000)
  const areDue = await portal.db.as({ task: 'publish' }, (tx) => areListsDue(tx, staleBefore))
  if (areDue) await publishRound(portal)
}

/** Opens the portal's lists where there are none and publishes them, so that no token ever names an absent one. */
export async function openStatusLists(portal: Portal): Promise<void> {
  await portal.db.as({ task: 'publish' }, async (tx) => {
    if ((await findStatusLists(tx)).length > 0) return
    for (const id of LISTS) await insertStatusList(tx, id, STATUS_LIST_SIZE)
  })
  await publishStatusLists(portal)
}
