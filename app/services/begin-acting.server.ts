import { setActing } from '#db/queries/acting-sessions.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { holdContributors } from '#db/queries/contributors.server.ts'
import { lockRepresentation, setBegun } from '#db/queries/representations.server.ts'
import { sessionIdHash } from '../crypto/session-secret.server.ts'
import { stateOf } from '../domain/access/representation.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/** From now on this browser acts for somebody else; she sees when her representative began. */
export async function beginActing(
  { db, clock }: Portal,
  { personId, representationId, sessionSecret }: { personId: string; representationId: string; sessionSecret: string },
): Promise<Decision<'acting', 'representation-not-in-force'>> {
  return db.as({ subject: personId }, async (tx) => {
    await holdContributors(tx, [personId])
    const representation = await lockRepresentation(tx, representationId)
    const at = clock.now()
    const isHis = representation?.representativeId === personId && stateOf(representation, at) === 'in-force'
    if (!isHis) return refused('representation-not-in-force')
    await setBegun(tx, representationId, at)
    await setActing(tx, sessionIdHash(sessionSecret), representationId)
    await note(tx, { actorKind: 'contributor', actorId: personId, action: 'acting-begun', detail: {} }, at)
    return recorded('acting')
  })
}

/** From now on this browser acts for nobody but the one who signed in. */
export async function endActing({ db }: Portal, sessionSecret: string): Promise<void> {
  await db.as('public', (tx) => setActing(tx, sessionIdHash(sessionSecret), null))
}
