import { note } from '#db/queries/audit.server.ts'
import { findDeathElsewhere, setDeathTakenBack, setDiedOn } from '#db/queries/deaths.server.ts'
import { deathTakenBack } from '../domain/consent/death.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { foldAnew } from './fold-anew.server.ts'
import { holdDeath } from './hold-death.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'

/** A report was a mistake: she signs in again, and what she had said stands again from this moment on. */
export async function takeBackDeath(
  portal: Portal,
  { clerk, deathId }: { clerk: DeskClerk; deathId: string },
): Promise<Decision<'taken-back', 'not-allowed' | 'death-not-found'>> {
  const { staffId, organisationId } = clerk
  return portal.db.as({ organisation: organisationId }, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const held = await holdDeath(portal, tx, { organisationId, deathId })
    const decision = deathTakenBack(held?.report ?? null)
    if (!decision.ok || !held) return refused('death-not-found')

    const at = portal.clock.now()
    const { contributor } = held
    const diedElsewhere = await findDeathElsewhere(tx, contributor.id, held.report.enrolmentId)
    if (decision.event && !diedElsewhere) {
      const by = { kind: 'organisation', id: organisationId, how: 'portal' } as const
      await recordConsentEvent(portal, tx, contributor, decision.event, by)
      await foldAnew(portal, tx, contributor.id)
      await setDiedOn(tx, contributor.id, null)
    }
    await setDeathTakenBack(tx, deathId, staffId, at)
    const detail = { organisation: organisationId }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'death-taken-back', detail }, at)
    return recorded('taken-back')
  })
}
