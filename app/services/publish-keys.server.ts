import type { Tx } from '#db/client.server.ts'
import { databaseNow } from '#db/queries/contributors.server.ts'
import { findKeys, recordKey, retireKeys } from '#db/queries/keys.server.ts'
import { publicJwkOf, type StoredKey } from '../crypto/keyring.server.ts'
import { succession } from '../domain/key/succession.ts'
import type { Portal } from '../portal.server.ts'

/** Makes known the keys that this instance's folder holds, so that every instance publishes the keys of all before any of them signs. */
export async function publishKeys({ db, keys, clock }: Portal): Promise<void> {
  const atHand = await keys.folder.read()
  const known = new Set((await db.as('public', findKeys)).map(({ kid }) => kid))
  for (const key of atHand.filter(({ jwk }) => !known.has(jwk.kid))) {
    await db.as('public', async (tx) => publishKey(tx, key, await clock.recorded(() => databaseNow(tx))))
  }
}

/** Makes one key known, and says until when those before it may sign. */
export async function publishKey(tx: Tx, key: StoredKey, at: Date): Promise<void> {
  const { kid } = key.jwk
  const { purpose } = key
  const others = (await findKeys(tx)).filter((other) => other.purpose === purpose && other.kid !== kid)
  const { activeFrom, predecessors } = succession(others, at)
  await retireKeys(tx, predecessors)
  await recordKey(tx, { kid, purpose, publicJwk: publicJwkOf(key), activeFrom })
}
