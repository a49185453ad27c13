import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import type { ContributorHead } from '#db/queries/contributors.server.ts'
import { setDeathConfirmed, setDiedOn } from '#db/queries/deaths.server.ts'
import { forgetMailAddress } from '#db/queries/mail-addresses.server.ts'
import { endRepresentationsBy, endRepresentationsOf } from '#db/queries/representations.server.ts'
import { type ConfirmingRefusal, deathConfirmed, effectOfDeath } from '../domain/consent/death.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { holdDeath } from './hold-death.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'
import { undoneIfRefused } from './undone-if-refused.server.ts'

/**
 * A second clerk says the same: from the day of death her yes stands only where she wanted it to, and nobody signs in,
 * answers, represents or is written to any more. All in one transaction, under the lock of her record.
 */
export function confirmDeath(
  portal: Portal,
  { clerk, deathId }: { clerk: DeskClerk; deathId: string },
): Promise<Decision<'confirmed', ConfirmingRefusal | 'not-allowed'>> {
  const { staffId, organisationId } = clerk
  return undoneIfRefused<'confirmed', ConfirmingRefusal | 'not-allowed'>(portal, organisationId, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const held = await holdDeath(portal, tx, { organisationId, deathId })
    const decision = deathConfirmed(held?.report ?? null, staffId)
    if (!decision.ok || !held) return decision.ok ? refused('death-not-found') : decision

    const at = portal.clock.now()
    const { contributor } = held
    await endWhatSheHad(tx, contributor, at)
    const { diedOn } = decision.event
    const by = { kind: 'organisation', id: organisationId, how: 'portal' } as const
    await recordConsentEvent(portal, tx, contributor, decision.event, by, effectOfDeath(diedOn))
    await setDiedOn(tx, contributor.id, diedOn)
    await setDeathConfirmed(tx, deathId, staffId, at)
    const detail = { organisation: organisationId }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'death-confirmed', detail }, at)
    return recorded('confirmed')
  })
}

/** Her address goes first, so that nothing of this is written to it. */
async function endWhatSheHad(tx: Tx, { id }: ContributorHead, at: Date): Promise<void> {
  await forgetMailAddress(tx, id)
  await endRepresentationsOf(tx, id, at)
  await endRepresentationsBy(tx, id, at)
}
