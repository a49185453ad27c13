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

/** The same on the thread that asks, for one that has nothing else to do. */
export function verifiedPayloadAtOnce(jws: string, expected: Expected): JsonObject {
  const { signature, payload } = opened(jws, expected)
  requireGood(verify(...signature))
  return parseStrictJson(payload)
}

/** On a thread of libuv's, so that this one can go on. */
const verifyElsewhere: (...signature: Signature) => Promise<boolean> = promisify(verify)

/** The arguments of `verify`: ES256 is ECDSA over SHA-256 with r and s side by side (RFC 7518 §3.4). */
type Signature = [digest: 'sha256', signed: Buffer, key: { key: KeyObject; dsaEncoding: 'ieee-p1363' }, made: Buffer]

const ES256_BYTES = 64

/** Everything that can be known of a JWS without its signature. */
function opened(jws: string, { typ, keys, maxBytes }: Expected): { signature: Signature; payload: Buffer } {
  const parts = canonicalParts(jws, maxBytes)
  const key = keyFor(allowedHeader(parts.header, typ), keys)
  if (parts.signature.length !== ES256_BYTES) throw new Refusal('signature-invalid')
  const signed = Buffer.from(jws.slice(0, jws.lastIndexOf('.')), 'latin1')
  return { signature: ['sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, parts.signature], payload: parts.payload }
}

function canonicalParts(jws: string, maxBytes: number): { header: Buffer; payload: Buffer; signature: Buffer } {
  if (Buffer.byteLength(jws) > maxBytes) throw new Refusal('token-too-large')
  const [header, payload, signature, ...more] = jws.split('.')
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    throw new Refusal('token-malformed')
  }
  return {
    signature: canonicalBytes(signature),
    header: canonicalBytes(header),
    payload: canonicalBytes(payload),
  }
}

type Header = { kid: string; typ: string }

/** Exactly `alg`, `kid` and `typ`: no `jwk`, `jku`, `x5c`, `crit` or `b64` has anything to say here (RFC 8725 §3.10). */
function allowedHeader(bytes: Uint8Array, expectedTyp: string): Header {
  const header = parseStrictJson(bytes)
  if (!hasExactly(header, ['alg', 'kid', 'typ'])) throw new Refusal('header-not-allowed')
  const { alg, kid, typ } = header
  if (typeof kid !== 'string' || typ !== expectedTyp) throw new Refusal('header-not-allowed')
  if (alg !== 'ES256') throw new Refusal('algorithm-not-allowed') // RFC 8725 §3.1
  return { kid, typ }
}

function keyFor({ kid, typ }: Header, keys: IssuerKeys): KeyObject {
  const key = keys.get(kid)
  if (!key) throw new Refusal('key-unknown')
  if (key.typ !== typ) throw new Refusal('key-wrong-purpose')
  if (key.revoked) throw new Refusal('key-revoked')
  return key.publicKey
}

function requireGood(isGood: boolean): void {
  if (!isGood) throw new Refusal('signature-invalid')
}
