import { type KeyObject, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { canonicalBytes } from './canonical-base64url.ts'
import { Refusal } from './refusal.ts'
import { hasExactly, type JsonObject, parseStrictJson } from './strict-json.ts'
import type { IssuerKeys } from './trust.ts'

/** What the caller expects to be handed: one `typ`, from one issuer's keys, no larger than this. */
export type Expected = { typ: string; keys: IssuerKeys; maxBytes: number }

/** The payload of a compact JWS with a good signature. Says nothing about whether to believe what it says. */
export async function verifiedPayload(jws: string, expected: Expected): Promise<JsonObject> {
  const { signature, payload } = opened(jws, expected)
  requireGood(await verifyElsewhere(...signature))
  return parseStrictJson(payload)
}

/** The same on the thread that asks, for one that has nothing else to do; and by which key it was signed. */
export function verifiedAtOnce(jws: string, expected: Expected): { kid: string; payload: JsonObject } {
  const { kid, signature, payload } = opened(jws, expected)
  requireGood(verify(...signature))
  return { kid, payload: parseStrictJson(payload) }
}

/** On a thread of libuv's, so that this one can go on. */
const verifyElsewhere: (...signature: Signature) => Promise<boolean> = promisify(verify)

/** The arguments of `verify`: ES256 is ECDSA over SHA-256 with r and s side by side (RFC 7518 §3.4). */
type Signature = [digest: 'sha256', signed: Buffer, key: { key: KeyObject; dsaEncoding: 'ieee-p1363' }, made: Buffer]

const ES256_BYTES = 64

/** Everything that can be known of a JWS without its signature. */
function opened(jws: string, { typ, keys, maxBytes }: Expected) {
  if (Buffer.byteLength(jws) > maxBytes) throw new Refusal('token-too-large')
  const [header, payload, made, ...more] = jws.split('.', 4)
  if (header === undefined || payload === undefined || made === undefined || more.length > 0) {
    throw new Refusal('token-malformed')
  }
  const parts = { made: canonicalBytes(made), payload: canonicalBytes(payload) }
  const { kid } = allowedHeader(header, typ)
  const key = keyFor({ kid, typ }, keys)
  if (parts.made.length !== ES256_BYTES) throw new Refusal('signature-invalid')
  const signed = Buffer.from(jws.slice(0, jws.lastIndexOf('.')), 'latin1')
  const signature: Signature = ['sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, parts.made]
  return { kid, signature, payload: parts.payload }
}

/** Exactly `alg`, `kid` and `typ`: no `jwk`, `jku`, `x5c`, `crit` or `b64` has anything to say here (RFC 8725 §3.10). */
function allowedHeader(encoded: string, expectedTyp: string): { kid: string } {
  const header = headerFrom(encoded)
  if (!hasExactly(header, ['alg', 'kid', 'typ'])) throw new Refusal('header-not-allowed')
  const { alg, kid, typ } = header
  if (typeof kid !== 'string' || typ !== expectedTyp) throw new Refusal('header-not-allowed')
  if (alg !== 'ES256') throw new Refusal('algorithm-not-allowed') // RFC 8725 §3.1
  return { kid }
}

/** A key signs many tokens under the very same header: each is read once. */
function headerFrom(encoded: string): JsonObject {
  const known = headers.get(encoded)
  if (known) return known
  const bytes = canonicalBytes(encoded)
  if (bytes.length > MAX_HEADER_BYTES) throw new Refusal('header-not-allowed')
  const header = parseStrictJson(bytes)
  if (headers.size >= MOST_HEADERS) headers.clear()
  headers.set(encoded, header)
  return header
}

const headers = new Map<string, JsonObject>()
const MOST_HEADERS = 100

/** Nobody has vouched for a header yet when it is read: what it may cost is little. */
const MAX_HEADER_BYTES = 1024

function keyFor({ kid, typ }: { kid: string; typ: string }, keys: IssuerKeys): KeyObject {
  const key = keys.get(kid)
  if (!key) throw new Refusal('key-unknown')
  if (key.typ !== typ) throw new Refusal('key-wrong-purpose')
  if (key.revoked) throw new Refusal('key-revoked')
  return key.publicKey
}

function requireGood(isGood: boolean): void {
  if (!isGood) throw new Refusal('signature-invalid')
}
