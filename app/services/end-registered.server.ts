import { note } from '#db/queries/audit.server.ts'
import { lockRepresentation, setEnded } from '#db/queries/representations.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'

/** A hospital ends a representation that it registered; those that people agreed among themselves are not its to end. */
export async function endRegistered(
  { db, clock }: Portal,
  { clerk, representationId }: { clerk: DeskClerk; representationId: string },
): Promise<Decision<'ended', 'not-allowed' | 'representation-not-found'>> {
  const { staffId, organisationId } = clerk
  return db.as({ organisation: organisationId }, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const representation = await lockRepresentation(tx, representationId)
    if (representation?.registeredBy !== organisationId) return refused('representation-not-found')
    const at = clock.now()
    await setEnded(tx, representationId, at, 'organisation')
    const detail = { organisation: organisationId, representation: representationId }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'representation-ended', detail }, at)
    return recorded('ended')
  })
}
