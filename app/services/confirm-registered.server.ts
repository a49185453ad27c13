import { note } from '#db/queries/audit.server.ts'
import { lockRepresentation, setConfirmed } from '#db/queries/representations.server.ts'
import { type RegistrationRefusal, registrationConfirmed } from '../domain/access/registration.ts'
import { invitedUntil } from '../domain/access/representation-offer.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'

/** A second clerk finds in the hospital's records what a first one registered: from now on it can be accepted. */
export async function confirmRegistered(
  { db, clock }: Portal,
  { clerk, representationId }: { clerk: DeskClerk; representationId: string },
): Promise<Decision<'confirmed', RegistrationRefusal | 'not-allowed'>> {
  const { staffId, organisationId } = clerk
  return db.as({ organisation: organisationId }, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const at = clock.now()
    const decision = registrationConfirmed(await lockRepresentation(tx, representationId), clerk, at)
    if (!decision.ok) return decision
    const confirmed = { confirmedBy: staffId, confirmedAt: at, invitedUntil: invitedUntil(at) }
    await setConfirmed(tx, representationId, confirmed)
    const detail = { organisation: organisationId, representation: representationId }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'representative-confirmed', detail }, at)
    return recorded('confirmed')
  })
}
