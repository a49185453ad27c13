import { eraseAccess } from '#db/queries/access.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { closeContributor, lockContributor } from '#db/queries/contributors.server.ts'
import { partFromPseudonyms } from '#db/queries/parting.server.ts'
import { findStanding, saveStanding } from '#db/queries/standings.server.ts'
import { self } from '../domain/access/acting.ts'
import type { Snapshot } from '../domain/consent/events.ts'
import { NOTHING_RECORDED } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'
import { askForRemoval } from './ask-for-removal.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'
import { revokeUnjustifiedTokens } from './revoke-unjustified-tokens.server.ts'

/**
 * Withdraws from everything, asks the hospitals to remove the data, takes every token back, and then erases: the ways
 * in, what joins her to her pseudonyms, and the key. What was recorded stays provable, and readable to nobody
 * (GDPR Art. 17). One transaction: whatever dies on the way, all of it happened or nothing.
 */
export async function closeAccount(
  portal: Portal,
  { contributorId, snapshot }: { contributorId: string; snapshot: Snapshot },
): Promise<void> {
  await portal.db.as({ subject: contributorId }, async (tx) => {
    const contributor = await lockContributor(tx, contributorId)
    if (contributor.closedAt || contributor.diedOn) return
    const { consents } = await findStanding(tx, contributorId)
    await revokeUnjustifiedTokens(portal, tx, contributorId, NOTHING_RECORDED)
    let head = contributor
    for (const programmeId of Object.keys(consents)) {
      await recordConsentEvent(
        portal,
        tx,
        head,
        { type: 'consent-withdrawn', programmeId, tier: 'close', snapshot },
        self(contributorId),
      )
      head = await lockContributor(tx, contributorId)
    }
    const now = portal.clock.now()
    await askForRemoval(tx, contributorId, Object.keys(consents), now)
    await saveStanding(tx, contributorId, NOTHING_RECORDED, now)
    await eraseAccess(tx, contributorId)
    await partFromPseudonyms(tx)
    await closeContributor(tx, contributorId, now)
    await note(tx, { actorKind: 'contributor', actorId: contributorId, action: 'account-closed', detail: {} }, now)
  })
}
