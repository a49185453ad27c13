import type { Tx } from '#db/client.server.ts'
import { takeGround } from '#db/queries/issue-hold.server.ts'
import { findKey, findKeys, takeKeyBack } from '#db/queries/keys.server.ts'
import { markAllListsChanged, revokeAllTokens } from '#db/queries/mass-revocation.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { type KeyPurpose, newStoredKey, type StoredKey } from '../crypto/keyring.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { signingKey } from '../domain/key/signing-key.ts'
import type { Operator } from '../domain/operation/operator.ts'
import { STATUS_LIST_TYPE } from '../domain/token/consent-claims.ts'
import type { Portal } from '../portal.server.ts'
import { noteOperation } from './note-operation.server.ts'
import { publishKey } from './publish-keys.server.ts'
import { publishStatusLists } from './publish-status-lists.server.ts'

/** `newKid`: a key that had to be made, because no other could sign for this purpose. */
export type RevokedKey = { tokensRevoked: number; newKid: string | null }

/**
 * Takes a key back for good: in one transaction it is listed as revoked, every node is told, the consent tokens that it
 * signed are revoked (and issued anew with another key when they are next asked for), and the status lists are due.
 */
export async function revokeKey(
  portal: Portal,
  { kid, by }: { kid: string; by: Operator },
): Promise<Decision<RevokedKey, 'key-not-found' | 'key-already-revoked'>> {
  const spare = await spareFor(portal, kid)
  if (spare) await portal.keys.folder.add(spare)
  const done = await portal.db.as({ task: 'revoke' }, (tx) => takeBack(portal, tx, { kid, spare, by }))
  if (done.ok) await publishStatusLists(portal) // What a worker does half a second later.
  return done
}

async function takeBack(
  { clock }: Portal,
  tx: Tx,
  { kid, spare, by }: { kid: string; spare: StoredKey | null; by: Operator },
) {
  await takeGround(tx, `key ${kid}`)
  const key = await findKey(tx, kid)
  if (!key) return refused('key-not-found')
  if (key.revokedAt) return refused('key-already-revoked')

  const at = clock.now()
  await takeKeyBack(tx, kid, at)
  if (spare) await publishKey(tx, spare, at)
  const tokensRevoked = await revokeAllTokens(tx, { kid }, at)
  if (key.purpose === STATUS_LIST_TYPE) await markAllListsChanged(tx)
  await enqueue(tx, [{ type: 'key-revoked', payload: { kid } }], at)
  await noteOperation(tx, by, 'key-revoked', { kid, purpose: key.purpose, tokens_revoked: tokensRevoked }, at)
  return recorded({ tokensRevoked, newKid: spare?.jwk.kid ?? null })
}

/** A new key where this is the only one of its purpose that can sign. */
async function spareFor({ db, clock }: Portal, kid: string) {
  const known = await db.as('public', findKeys)
  const key = known.find((one) => one.kid === kid)
  if (!key || key.revokedAt) return null
  const others = known.filter(({ purpose, kid: other }) => purpose === key.purpose && other !== kid)
  return signingKey(others, clock.now()) ? null : newStoredKey(key.purpose as KeyPurpose)
}
