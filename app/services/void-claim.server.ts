import { endAccess } from '#db/queries/access.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { partFromEnrolment } from '#db/queries/corrections.server.ts'
import { findDeathElsewhere, setDiedOn } from '#db/queries/deaths.server.ts'
import { findEnrolment, findEnrolmentsOf, releaseEnrolment } from '#db/queries/enrolments.server.ts'
import { forgetMailAddress } from '#db/queries/mail-addresses.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { endRepresentationsBy, endRepresentationsOf } from '#db/queries/representations.server.ts'
import type { Portal } from '../portal.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'

/**
 * *This was not me*: everything done since the claim is void, the hospital is told, and the letter can be sent anew. What
 * was used under the pseudonym is a stranger's, and so is a death that was reported under it.
 */
export async function voidClaim(portal: Portal, { enrolmentId }: { enrolmentId: string }): Promise<boolean> {
  const found = await portal.db.as({ task: 'claim' }, (tx) => findEnrolment(tx, enrolmentId))
  const contributorId = found?.contributorId
  if (!found || !contributorId) return false

  return portal.db.as({ subject: contributorId, task: 'claim' }, async (tx) => {
    const contributor = await lockContributor(tx, contributorId)
    const enrolment = await findEnrolment(tx, enrolmentId)
    if (enrolment?.contributorId !== contributorId) return false

    const now = portal.clock.now()
    const letter = { kind: 'organisation', id: enrolment.organisationId, how: 'letter' } as const
    await recordConsentEvent(portal, tx, contributor, { type: 'claim-voided', enrolmentId }, letter)
    const diedElsewhere = await findDeathElsewhere(tx, contributorId, enrolmentId)
    if (contributor.diedOn && !diedElsewhere) await setDiedOn(tx, contributorId, null)
    await releaseEnrolment(tx, enrolmentId)
    await partFromEnrolment(tx, enrolmentId)
    await endRepresentationsOf(tx, contributorId, now)
    if ((await findEnrolmentsOf(tx, contributorId)).length === 0) {
      await endAccess(tx, contributorId, now)
      await endRepresentationsBy(tx, contributorId, now)
      await forgetMailAddress(tx, contributorId)
    }
    const { organisationId, pseudonym } = enrolment
    await enqueue(tx, [{ type: 'claim-voided', organisationId, payload: { pseudonym } }], now)
    return true
  })
}
