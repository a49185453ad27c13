import { Failure } from './failure.ts'
import { isJsonObject, type JsonObject } from './strict-json.ts'
import { type IssuerKeySet, issuerKeys, revokedKids } from './trust.ts'

/** The keys of an issuer as it names them now, held against those known before; what was revoked stays so. */
export async function keySetAfter(
  held: IssuerKeySet | null,
  { keys, revoked_kids }: IssuerKeySet,
): Promise<IssuerKeySet> {
  const named = { keys, revoked_kids: revokedKids({ keys, ...(revoked_kids && { revoked_kids }) }) }
  await requireImportable(named)
  if (!held) return named
  if (isOlder(named, held)) throw new Failure('key-set-older')
  return { keys, revoked_kids: [...new Set([...revokedKids(held), ...named.revoked_kids])] }
}

async function requireImportable(named: IssuerKeySet): Promise<void> {
  try {
    await issuerKeys(named)
  } catch (cause) {
    throw new Failure('key-set-invalid', {}, { cause })
  }
}

/**
 * A key set has no date of its own: it is older than the held one if it gives a name to another key,
 * or calls good a key that was revoked. What was revoked stays so, even where the set no longer mentions it.
 */
function isOlder(named: IssuerKeySet, held: IssuerKeySet): boolean {
  const revokedBefore = new Set(revokedKids(held))
  const revokedNow = new Set(revokedKids(named))
  return named.keys.filter(isJsonObject).some((key) => {
    const kid = String(key.kid)
    const before = held.keys.filter(isJsonObject).find((candidate) => candidate.kid === kid)
    return (before && !isSameKey(before, key)) || (revokedBefore.has(kid) && !revokedNow.has(kid))
  })
}

function isSameKey(a: JsonObject, b: JsonObject): boolean {
  return a.x === b.x && a.y === b.y && a.accord_typ === b.accord_typ
}
