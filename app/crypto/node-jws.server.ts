import { compactVerify, importJWK, type JWK } from 'jose'
import { canonicalBytes } from '#gate/canonical-base64url.ts'
import { hasExactly, type JsonObject, parseStrictJson } from '#gate/strict-json.ts'

type Expected = { typ: string; algorithms: readonly NodeAlgorithm[]; maxBytes: number }

export type NodeAlgorithm = 'ES256' | 'ES384' | 'RS384'

/** The payload of what a node signed with one of its registered keys; throws where it did not. Says nothing about its claims. */
export async function verifiedNodeJws(
  jws: string,
  jwks: { keys: readonly JWK[] },
  { typ, algorithms, maxBytes }: Expected,
): Promise<JsonObject> {
  const { header, payload } = parsedNodeJws(jws, maxBytes)
  if (!hasExactly(header, ['alg', 'kid', 'typ']) || header.typ !== typ) throw new Error('header-not-allowed')
  const algorithm = algorithms.find((allowed) => allowed === header.alg)
  const jwk = jwks.keys.find(({ kid }) => kid === header.kid)
  if (!algorithm || !jwk || algorithmOf(jwk) !== algorithm) throw new Error('key-unknown') // RFC 8725 §3.1

  await compactVerify(jws, await publicKey(jwk, algorithm), { algorithms: [algorithm] })
  return payload
}

/** What stands in a JWS, believed by nobody yet; only one spelling of its bytes is read (RFC 4648 §3.5). */
export function parsedNodeJws(jws: string, maxBytes: number): { header: JsonObject; payload: JsonObject } {
  if (Buffer.byteLength(jws) > maxBytes) throw new Error('too-large')
  const [header, payload, signature, ...more] = jws.split('.')
  if (!header || !payload || !signature || more.length > 0) throw new Error('malformed')
  canonicalBytes(signature)
  return { header: parseStrictJson(canonicalBytes(header)), payload: parseStrictJson(canonicalBytes(payload)) }
}

/** A key is good for one algorithm, whatever a header says. */
function algorithmOf({ kty, crv, alg }: JWK): NodeAlgorithm | null {
  const own =
    kty === 'RSA' ? 'RS384' : kty !== 'EC' ? null : crv === 'P-256' ? 'ES256' : crv === 'P-384' ? 'ES384' : null
  return alg === undefined || alg === own ? own : null
}

/** Only the public members are read; a key that stays in memory is imported once. */
function publicKey(jwk: JWK, algorithm: NodeAlgorithm): Promise<CryptoKey | Uint8Array> {
  const { kty, crv, x, y, n, e } = jwk
  const key = IMPORTED.get(jwk) ?? importJWK((kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }) as JWK, algorithm)
  IMPORTED.set(jwk, key)
  return key
}

const IMPORTED = new WeakMap<JWK, Promise<CryptoKey | Uint8Array>>()
