import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { promisify } from 'node:util'
import type { JWK } from 'jose'
import { canonicalBytes } from '#gate/canonical-base64url.ts'
import { hasExactly, type JsonObject, parseStrictJson } from '#gate/strict-json.ts'

type KeySet = { keys: readonly JWK[] }
type Expected = { typ: string; algorithms: readonly NodeAlgorithm[] }

export type NodeAlgorithm = 'ES256' | 'ES384' | 'RS384'

/** What stands in a JWS, and what its signature is over. */
export type NodeJws = { header: JsonObject; payload: JsonObject; signed: Buffer; signature: Uint8Array }

/** The payload of what a node signed with one of its registered keys; throws where it did not. Says nothing about its claims. */
export async function verifiedNodeJws(
  jws: string,
  keys: KeySet,
  { maxBytes, ...expected }: Expected & { maxBytes: number },
): Promise<JsonObject> {
  return payloadSignedBy(keys, parsedNodeJws(jws, maxBytes), expected)
}

/** What stands in a JWS, believed by nobody yet; only one spelling of its bytes is read (RFC 4648 §3.5). */
export function parsedNodeJws(jws: string, maxBytes: number): NodeJws {
  if (Buffer.byteLength(jws) > maxBytes) throw new Error('too-large')
  const [header, payload, signature, ...more] = jws.split('.')
  if (!header || !payload || !signature || more.length > 0) throw new Error('malformed')
  return {
    header: parseStrictJson(canonicalBytes(header)),
    payload: parseStrictJson(canonicalBytes(payload)),
    signed: Buffer.from(jws.slice(0, jws.lastIndexOf('.')), 'latin1'),
    signature: canonicalBytes(signature),
  }
}

/** The payload, where one of these keys signed it; throws where none did. */
export async function payloadSignedBy({ keys }: KeySet, jws: NodeJws, expected: Expected): Promise<JsonObject> {
  const { header, payload, signed, signature } = jws
  if (!hasExactly(header, ['alg', 'kid', 'typ']) || header.typ !== expected.typ) throw new Error('header-not-allowed')
  const algorithm = expected.algorithms.find((allowed) => allowed === header.alg)
  const jwk = keys.find(({ kid }) => kid === header.kid)
  if (!algorithm || !jwk || algorithmOf(jwk) !== algorithm) throw new Error('key-unknown') // RFC 8725 §3.1

  const key = { key: publicKey(jwk), dsaEncoding: 'ieee-p1363' } as const // RFC 7518 §3.4
  if (!(await verifyElsewhere(DIGEST[algorithm], signed, key, signature))) throw new Error('signature-invalid')
  return payload
}

/** On a thread of libuv's: P-384 takes the better part of a millisecond. */
const verifyElsewhere = promisify(verify)

const DIGEST = { ES256: 'sha256', ES384: 'sha384', RS384: 'sha384' }

/** A key is good for one algorithm, whatever a header says. */
function algorithmOf({ kty, crv, alg }: JWK): NodeAlgorithm | null {
  const own =
    kty === 'RSA' ? 'RS384' : kty !== 'EC' ? null : crv === 'P-256' ? 'ES256' : crv === 'P-384' ? 'ES384' : null
  return alg === undefined || alg === own ? own : null
}

/** Only the public members are read; a key that stays in memory is made ready once. */
function publicKey(jwk: JWK): KeyObject {
  const { kty, crv, x, y, n, e } = jwk
  const members = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }
  const key = READY.get(jwk) ?? createPublicKey({ key: members as JWK, format: 'jwk' })
  const { modulusLength = 2048 } = key.asymmetricKeyDetails ?? {}
  if (modulusLength < 2048) throw new Error('key-too-short') // RFC 7518 §3.3
  READY.set(jwk, key)
  return key
}

const READY = new WeakMap<JWK, KeyObject>()
