import { note } from '#db/queries/audit.server.ts'
import { type Credential, countPinTry, findCredential, forgetPinTries } from '#db/queries/credentials.server.ts'
import { matchesSlowHash } from '../crypto/secrets.server.ts'
import { personalCodeLookup } from '../crypto/way-back.server.ts'
import { nextTryAt } from '../domain/access/sign-in-delay.ts'
import { type Decision, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/** Knows a person by code and PIN; one answer, at one cost, for a wrong code, a wrong PIN and a code that must wait. */
export async function signIn(
  portal: Portal,
  { code, pin }: { code: string; pin: string },
): Promise<Decision<{ contributorId: string; language: string }, 'sign-in-not-matched'>> {
  const { db, clock, secrets } = portal
  const found = await db.as({ task: 'sign-in' }, (tx) => findCredential(tx, personalCodeLookup(secrets.pepper, code)))
  const tried = found && (await tryOf(portal, found)) ? found : null
  const matches = await matchesSlowHash(secrets, 'pin', pin, tried?.pinHash)
  if (!tried || !matches) return refused('sign-in-not-matched')

  await db.as({ task: 'sign-in' }, async (tx) => {
    await forgetPinTries(tx, tried.id)
    const entry = { actorKind: 'contributor', actorId: tried.contributorId, action: 'signed-in', detail: {} } as const
    await note(tx, entry, clock.now())
  })
  return { ok: true, event: { contributorId: tried.contributorId, language: tried.language } }
}

/** Takes one try of this code, where one may be taken now. */
async function tryOf({ db, clock }: Portal, credential: Credential): Promise<boolean> {
  const now = clock.now()
  const waitUntil = nextTryAt(credential.tries, credential.lastTryAt)
  if (waitUntil && now < waitUntil) return false
  return db.as({ task: 'sign-in' }, (tx) => countPinTry(tx, credential, now))
}
