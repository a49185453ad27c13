import type { Tx } from '#db/client.server.ts'
import { findSealedEvents } from '#db/queries/consent-events.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { saveStanding } from '#db/queries/standings.server.ts'
import { unwrapKey } from '../crypto/contributor-key.server.ts'
import { folded } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'
import { openedEvent } from './opened-event.server.ts'
import { revokeUnjustifiedTokens } from './revoke-unjustified-tokens.server.ts'

/** Folds a record from its first event, after one that takes another back; the contributor's row must be locked. */
export async function foldAnew(portal: Portal, tx: Tx, contributorId: string): Promise<void> {
  const { wrappedKey, lastRecordedAt } = await lockContributor(tx, contributorId)
  if (!wrappedKey || !lastRecordedAt) return
  const key = unwrapKey(portal.secrets.master, wrappedKey)
  const rows = await findSealedEvents(tx, contributorId)
  const standing = folded(rows.map((row) => openedEvent(key, row)))
  await saveStanding(tx, contributorId, standing, lastRecordedAt)
  await revokeUnjustifiedTokens(portal, tx, contributorId, standing)
}
