import { setShownOnce } from '#db/queries/sessions.server.ts'
import { openForSession, sessionIdHash } from '../crypto/session-secret.server.ts'
import type { SignedInContributor } from '../domain/access/session.ts'
import type { Portal } from '../portal.server.ts'

/** The personal code, as long as this browser has not gone on from the page that shows it. */
export function personalCodeToShow({ shownOnce }: SignedInContributor, sessionSecret: string): string | null {
  return shownOnce && openForSession(sessionSecret, shownOnce)
}

/** The person has kept the code: it is shown no more. */
export async function forgetPersonalCode({ db }: Portal, sessionSecret: string): Promise<void> {
  await db.as('public', (tx) => setShownOnce(tx, sessionIdHash(sessionSecret), null))
}
