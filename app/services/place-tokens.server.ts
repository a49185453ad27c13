import { randomInt, randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { findLiveTokens, insertPlannedTokens, type TokenKey } from '#db/queries/consent-tokens.server.ts'
import type { OpenList } from '#db/queries/status-lists.server.ts'
import { decoySlots } from '../crypto/decoy-slots.server.ts'
import { randomPlace } from '../domain/token/random-place.ts'
import type { Portal } from '../portal.server.ts'

/** A token that somebody's choices justify. */
export type TokenDue = { contributorId: string; hash: Buffer; expiresAt: Date }

const MOST_DRAWS = 20

/** Plans what is due and not there, in random places; people in one order, so that two issues never wait for each other. A place that is taken is drawn again. */
export async function placeTokens(
  { secrets }: Portal,
  tx: Tx,
  { key, lists }: { key: TokenKey; lists: readonly OpenList[] },
  due: ReadonlyMap<string, TokenDue>,
  plannedAt: Date,
): Promise<void> {
  const isDecoy = decoySlots(secrets.pepper)
  const plan = (enrolmentId: string, { contributorId, hash, expiresAt }: TokenDue) => {
    const { listId, index } = randomPlace(lists, isDecoy, randomInt)
    const place = { statusListId: listId, statusIndex: index }
    return { jti: randomUUID(), ...key, enrolmentId, contributorId, claimHash: hash, ...place, plannedAt, expiresAt }
  }
  let missing = await withoutLiveToken(tx, key, [...due])
  for (let draw = 0; missing.length > 0; draw++) {
    if (draw === MOST_DRAWS) throw new Error('the status lists are full')
    await insertPlannedTokens(
      tx,
      missing.map(([enrolmentId, token]) => plan(enrolmentId, token)),
    )
    missing = await withoutLiveToken(tx, key, missing)
  }
}

async function withoutLiveToken(tx: Tx, key: TokenKey, due: [string, TokenDue][]): Promise<[string, TokenDue][]> {
  const live = await findLiveTokens(tx, { ...key, enrolmentIds: due.map(([enrolmentId]) => enrolmentId) })
  const having = new Set(live.map(({ enrolmentId }) => enrolmentId))
  return due.filter(([enrolmentId]) => !having.has(enrolmentId))
}
