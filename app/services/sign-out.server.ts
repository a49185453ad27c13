import { deleteSession } from '#db/queries/sessions.server.ts'
import { sessionIdHash } from '../crypto/session-secret.server.ts'
import type { Portal } from '../portal.server.ts'

/** Ends a session: its secret opens nothing any more, wherever a copy of it may be. */
export async function signOut({ db }: Portal, secret: string): Promise<void> {
  await db.as('public', (tx) => deleteSession(tx, sessionIdHash(secret)))
}
