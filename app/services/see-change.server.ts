import { markSeen } from '#db/queries/reconsent-requests.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import type { Portal } from '../portal.server.ts'
import { findAskedAgain } from './find-asked-again.server.ts'

/** Writes down that a person has seen what changed in this version; of one that asks nothing of her, nothing. */
export async function seeChange(
  { db, clock }: Portal,
  { contributorId, formId }: { contributorId: string; formId: string },
): Promise<void> {
  await db.as({ subject: contributorId }, async (tx) => {
    const at = clock.now()
    const all = await findAskedAgain(tx, contributorId, await findStanding(tx, contributorId), at)
    const asked = all.find(({ newer }) => newer === formId)
    if (!asked) return
    const { programmeId, change } = asked
    await markSeen(tx, { contributorId, formId, programmeId, change }, at)
  })
}
