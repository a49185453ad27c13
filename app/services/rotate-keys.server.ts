import { findKeys } from '#db/queries/keys.server.ts'
import { type KeyPurpose, newStoredKey } from '../crypto/keyring.server.ts'
import { keyState } from '../domain/key/key-state.ts'
import type { Portal } from '../portal.server.ts'
import { publishKeys } from './publish-keys.server.ts'

/** Makes a new key for each of these purposes; it is published now and signs in two minutes. Names the new keys. */
export async function rotateKeys(portal: Portal, purposes: readonly KeyPurpose[]): Promise<string[]> {
  const { folder } = portal.keys
  const made = await Promise.all(purposes.map(newStoredKey))
  for (const key of made) await folder.add(key)
  await publishKeys(portal)
  await destroyUnused(portal)
  return made.map(({ jwk }) => jwk.kid)
}

/** A private key that may not sign any more can only do harm. */
async function destroyUnused({ db, keys, clock }: Portal): Promise<void> {
  const at = clock.now()
  const unused = (await db.as('public', findKeys)).filter((key) => ['retired', 'revoked'].includes(keyState(key, at)))
  for (const { kid } of unused) await keys.folder.remove(kid)
}
