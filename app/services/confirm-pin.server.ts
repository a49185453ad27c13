import { findCredentialOf } from '#db/queries/credential-of.server.ts'
import { countPinTry, forgetPinTries } from '#db/queries/credentials.server.ts'
import { matchesSlowHash } from '../crypto/secrets.server.ts'
import { nextTryAt } from '../domain/access/sign-in-delay.ts'
import type { Portal } from '../portal.server.ts'

/** Whether a signed-in person knows her PIN, before what cannot be undone; a try counts as one at the sign-in does. */
export async function confirmPin(
  { db, clock, secrets }: Portal,
  { contributorId, pin }: { contributorId: string; pin: string },
): Promise<boolean> {
  const scope = { subject: contributorId }
  const credential = await db.as(scope, (tx) => findCredentialOf(tx, contributorId))
  const now = clock.now()
  const waitUntil = credential && nextTryAt(credential.tries, credential.lastTryAt)
  const mayTry = !!credential && !(waitUntil && now < waitUntil)
  const tried = mayTry && (await db.as(scope, (tx) => countPinTry(tx, credential, now))) ? credential : null
  const matches = await matchesSlowHash(secrets, 'pin', pin, tried?.pinHash)
  if (!tried || !matches) return false
  await db.as(scope, (tx) => forgetPinTries(tx, tried.id))
  return true
}
