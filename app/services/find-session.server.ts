import type { Tx } from '#db/client.server.ts'
import {
  type ContributorSession,
  deleteSession,
  findContributorOfSession,
  findStaffOfSession,
  noteSessionSeen,
} from '#db/queries/sessions.server.ts'
import { recordMark } from '../crypto/record-mark.server.ts'
import { sessionIdHash } from '../crypto/session-secret.server.ts'
import { type Acting, self } from '../domain/access/acting.ts'
import {
  isSessionAlive,
  type SessionTimes,
  type SignedInContributor,
  type SignedInStaff,
} from '../domain/access/session.ts'
import type { Portal } from '../portal.server.ts'
import { findActing } from './find-acting.server.ts'

/** Whose browser holds this secret; null where its session is unknown or has ended. */
export async function findContributor(portal: Portal, secret: string): Promise<SignedInContributor | null> {
  return findAlive(portal, sessionIdHash(secret), async (tx, idHash) => {
    const session = await findContributorOfSession(tx, idHash)
    if (!session) return null
    const acting = await findActing(portal, tx, session)
    return { ...personOf(session), acting, recordMark: markOf(portal, session, acting) }
  })
}

function markOf({ secrets }: Portal, { id: signedInId }: ContributorSession, acting: Acting | null): string {
  const { id: contributorId, by } = acting ?? { id: signedInId, by: self(signedInId) }
  return recordMark(secrets.pepper, { signedInId, contributorId, actorId: by.id })
}

function personOf({ actingRepresentationId: _, assistedBy: __, ...person }: ContributorSession) {
  return person
}

/** Which member of staff holds this secret, with the roles held now. */
export async function findStaff(portal: Portal, secret: string): Promise<SignedInStaff | null> {
  return findAlive(portal, sessionIdHash(secret), findStaffOfSession)
}

/** Sessions are noted as seen twice a minute at the most, so that reading a page is rarely a write. */
const NOTED_EVERY_MS = 30_000

async function findAlive<Found extends SessionTimes>(
  { db, clock }: Portal,
  idHash: Buffer,
  find: (tx: Tx, idHash: Buffer) => Promise<Found | null>,
): Promise<Found | null> {
  return db.as({ task: 'sign-in' }, async (tx) => {
    const found = await find(tx, idHash)
    if (!found) return null
    const now = clock.now()
    if (!isSessionAlive(found, now)) {
      await deleteSession(tx, idHash)
      return null
    }
    if (now.getTime() - found.lastSeenAt.getTime() > NOTED_EVERY_MS) await noteSessionSeen(tx, idHash, now)
    return found
  })
}
