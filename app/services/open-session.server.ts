import { insertSession } from '#db/queries/sessions.server.ts'
import { newSessionSecret, sessionIdHash } from '../crypto/session-secret.server.ts'
import { sessionEnd } from '../domain/access/session.ts'
import type { Portal } from '../portal.server.ts'

export type SessionOwner = { contributorId: string } | { staffId: string }

/** Opens a session for a browser and returns the secret that its cookie is to hold. */
export async function openSession(
  { db, clock }: Portal,
  owner: SessionOwner,
  { sharedDevice = false }: { sharedDevice?: boolean } = {},
): Promise<string> {
  const secret = newSessionSecret()
  const at = clock.now()
  const times = { createdAt: at, lastSeenAt: at, authenticatedAt: at, expiresAt: sessionEnd(at, sharedDevice) }
  const session = { idHash: sessionIdHash(secret), ...owner, ...times, sharedDevice }
  await db.as('public', (tx) => insertSession(tx, session))
  return secret
}
