import { countLists } from '#db/queries/list-turnover.server.ts'
import { areListsDue, insertStatusList } from '#db/queries/status-lists.server.ts'
import { STATUS_LIST_TTL } from '../crypto/status-list-jwt.server.ts'
import { listNames } from '../domain/token/list-turnover.ts'
import { STATUS_LIST_SIZE } from '../domain/token/status-list.ts'
import type { Portal } from '../portal.server.ts'
import { publishRound } from './publish-round.server.ts'

export { statusListUri } from './status-list-uri.server.ts'

/** Publishes the lists where one of them changed, or its publication is older than half its `ttl`. */
export async function publishStatusLists(portal: Portal): Promise<void> {
  const staleBefore = new Date(portal.clock.now().getTime() - (STATUS_LIST_TTL / 2) * 1000)
  const areDue = await portal.db.as({ task: 'publish' }, (tx) => areListsDue(tx, staleBefore))
  if (areDue) await publishRound(portal)
}

/**
 * Opens the portal's first lists and publishes them, so that no token ever names an absent one. Many nodes and
 * programmes share them, so that a list tells nothing about either.
 */
export async function openStatusLists(portal: Portal): Promise<void> {
  await portal.db.as({ task: 'publish' }, async (tx) => {
    if ((await countLists(tx)) > 0) return
    for (const id of listNames(0)) await insertStatusList(tx, id, STATUS_LIST_SIZE)
  })
  await publishStatusLists(portal)
}
