import {
  closeLists,
  countLists,
  findFillingLists,
  findListsToRetire,
  forgetRetiredLists,
  retireLists,
} from '#db/queries/list-turnover.server.ts'
import { insertStatusList } from '#db/queries/status-lists.server.ts'
import { STATUS_LIST_LIFE } from '../crypto/status-list-jwt.server.ts'
import { MAX_TOKEN_DAYS } from '../domain/token/consent-claims.ts'
import { listTurnover } from '../domain/token/list-turnover.ts'
import { STATUS_LIST_SIZE } from '../domain/token/status-list.ts'
import type { Portal } from '../portal.server.ts'
import { publishStatusLists } from './publish-status-lists.server.ts'

const DAY_MS = 86_400_000

/**
 * Opens new lists before the open ones are full, and closes these once the new ones are published. A list whose every
 * token ran out more than a day ago is retired: no longer published or named, and gone once its last publication has
 * run out too (draft-ietf-oauth-status-list §13.1).
 */
export async function turnOverStatusLists(portal: Portal): Promise<void> {
  const now = portal.clock.now()
  const ago = (ms: number) => new Date(now.getTime() - ms)
  await portal.db.as({ task: 'publish' }, async (tx) => {
    const { open, close } = listTurnover(await findFillingLists(tx), await countLists(tx))
    for (const id of open) await insertStatusList(tx, id, STATUS_LIST_SIZE)
    await closeLists(tx, close, now)

    const closedBefore = ago((MAX_TOKEN_DAYS + 1) * DAY_MS)
    await retireLists(tx, await findListsToRetire(tx, { closedBefore, expiredBefore: ago(DAY_MS) }), now)
    await forgetRetiredLists(tx, ago(STATUS_LIST_LIFE * 1000))
  })
  await publishStatusLists(portal)
}
