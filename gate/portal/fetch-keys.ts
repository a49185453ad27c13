import { Failure } from '../failure.ts'
import { isJsonObject, type JsonObject } from '../strict-json.ts'
import { type IssuerKeySet, issuerKeys, revokedKids } from '../trust.ts'
import type { PortalClient } from './portal-client.ts'

/** The issuer's keys as published now, held against those known before. */
export async function fetchKeys(portal: PortalClient, held: IssuerKeySet | null): Promise<IssuerKeySet> {
  const published = keySetFrom(await portal.askJson('/.well-known/jwks.json'))
  await requireImportable(published)
  if (!held) return published
  if (isOlder(published, held)) throw new Failure('key-set-older')
  return { ...published, revoked_kids: [...new Set([...revokedKids(held), ...revokedKids(published)])] }
}

/**
 * A key set has no date of its own: it is older than the held one if it gives a name to another key,
 * or calls good a key that was revoked. What was revoked stays so, even where the set no longer mentions it.
 */
function isOlder(published: IssuerKeySet, held: IssuerKeySet): boolean {
  const revokedBefore = new Set(revokedKids(held))
  const revokedNow = new Set(revokedKids(published))
  return published.keys.filter(isJsonObject).some((key) => {
    const kid = String(key.kid)
    const before = held.keys.filter(isJsonObject).find((candidate) => candidate.kid === kid)
    return (before && !isSameKey(before, key)) || (revokedBefore.has(kid) && !revokedNow.has(kid))
  })
}

function isSameKey(a: JsonObject, b: JsonObject): boolean {
  return a.x === b.x && a.y === b.y && a.accord_typ === b.accord_typ
}

function keySetFrom({ keys, revoked_kids = [] }: JsonObject): IssuerKeySet {
  const isKeySet =
    Array.isArray(keys) &&
    keys.every(isJsonObject) &&
    Array.isArray(revoked_kids) &&
    revoked_kids.every((kid) => typeof kid === 'string')
  if (!isKeySet) throw new Failure('portal-answer-invalid', { path: '/.well-known/jwks.json' })
  return { keys, revoked_kids }
}

async function requireImportable(published: IssuerKeySet): Promise<void> {
  try {
    await issuerKeys(published)
  } catch (cause) {
    throw new Failure('portal-answer-invalid', { path: '/.well-known/jwks.json' }, { cause })
  }
}
