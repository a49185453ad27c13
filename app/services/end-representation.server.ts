import { note } from '#db/queries/audit.server.ts'
import { lockRepresentation, setEnded } from '#db/queries/representations.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type InvitationTyped, openRepresentation } from './open-representation.server.ts'

/** Either side ends it, with one tap and without a reason; from then on no act by it is recorded. */
export async function endRepresentation(
  { db, clock }: Portal,
  { personId, representationId }: { personId: string; representationId: string },
): Promise<Decision<'ended', 'representation-not-found'>> {
  return db.as({ subject: personId }, async (tx) => {
    const representation = await lockRepresentation(tx, representationId)
    if (!representation) return refused('representation-not-found')
    const at = clock.now()
    const endedBy = representation.contributorId === personId ? 'contributor' : 'representative'
    await setEnded(tx, representationId, at, endedBy)
    await note(tx, { actorKind: 'contributor', actorId: personId, action: 'representation-ended', detail: {} }, at)
    return recorded('ended')
  })
}

/** Whoever was asked does not want to: the invitation opens nothing any more. */
export async function declineRepresentation(
  portal: Portal,
  typed: InvitationTyped,
): Promise<Decision<'declined', 'representation-not-matched'>> {
  const opened = await openRepresentation(portal, typed)
  if (!opened.ok) return opened
  return portal.db.as({ task: 'claim' }, async (tx) => {
    const representation = await lockRepresentation(tx, opened.event.id)
    if (!representation || representation.acceptedAt) return refused('representation-not-matched')
    await setEnded(tx, representation.id, portal.clock.now(), 'representative')
    return recorded('declined')
  })
}
