import { randomUUID } from 'node:crypto'
import { note } from '#db/queries/audit.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { hasWayBack, insertCredential } from '#db/queries/credentials.server.ts'
import { spendInvitations } from '#db/queries/invitations.server.ts'
import { deleteOtherSessions, setShownOnce } from '#db/queries/sessions.server.ts'
import { sealForSession, sessionIdHash } from '../crypto/session-secret.server.ts'
import { newWayBack } from '../crypto/way-back.server.ts'
import { type PinRefusal, pinRefusal } from '../domain/access/pin.ts'
import { type Decision, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

export type WayBackRefusal = PinRefusal | 'way-back-already-set'

/**
 * Gives a person her personal code for the PIN that she chose, kept sealed for her own browser until she goes on.
 * From now on her letter opens nothing, her birth date is forgotten, and whoever opened the letter or the invitation
 * elsewhere is signed out there.
 */
export async function setWayBack(
  { db, clock, secrets }: Portal,
  { contributorId, pin, sessionSecret }: { contributorId: string; pin: string; sessionSecret: string },
): Promise<Decision<{ code: string }, WayBackRefusal>> {
  const problem = pinRefusal(pin)
  if (problem) return refused(problem)
  const { code, lookup, pinHash } = await newWayBack(secrets, pin)

  return db.as({ task: 'claim' }, async (tx) => {
    await lockContributor(tx, contributorId)
    if (await hasWayBack(tx, contributorId)) return refused('way-back-already-set')

    const at = clock.now()
    await insertCredential(tx, { id: randomUUID(), contributorId, lookup, pinHash, createdAt: at })
    await spendInvitations(tx, contributorId, at)
    const session = sessionIdHash(sessionSecret)
    await deleteOtherSessions(tx, contributorId, session)
    await setShownOnce(tx, session, sealForSession(sessionSecret, code))
    await note(tx, { actorKind: 'contributor', actorId: contributorId, action: 'way-back-set', detail: {} }, at)
    return { ok: true, event: { code } }
  })
}
