import { randomBytes, randomUUID } from 'node:crypto'
import { slowHash } from '#app/crypto/secrets.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { credentials } from '#db/schema/index.ts'
import { aBrowser, type Browser } from './browser.ts'
import type { TestPortal } from './test-portal.ts'

export const PIN = '294017'

/** A browser in which this person has signed in; her PIN is `PIN`. */
export async function signedIn(
  { owner, portal }: TestPortal,
  origin: string,
  { id }: { id: string },
): Promise<Browser> {
  const pinHash = await slowHash(portal.secrets, 'pin', PIN)
  const credential = { id: randomUUID(), contributorId: id, lookup: randomBytes(32), pinHash, createdAt: new Date() }
  await owner.as('public', (tx) => tx.insert(credentials).values(credential))
  const browser = aBrowser(origin)
  browser.cookies.set('__Host-accord', await openSession(portal, { contributorId: id }))
  return browser
}
