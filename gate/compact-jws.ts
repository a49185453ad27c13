import { compactVerify } from 'jose'
import { canonicalBytes } from './canonical-base64url.ts'
import { Refusal } from './refusal.ts'
import { hasExactly, type JsonObject, parseStrictJson } from './strict-json.ts'
import type { IssuerKeys } from './trust.ts'

/** What the caller expects to be handed: one `typ`, from one issuer's keys, no larger than this. */
export type Expected = { typ: string; keys: IssuerKeys; maxBytes: number }

type Header = { alg: string; kid: string; typ: string }

/** The payload of a compact JWS with a good signature. Says nothing about whether to believe what it says. */
export async function verifiedPayload(jws: string, { typ, keys, maxBytes }: Expected): Promise<JsonObject> {
  const parts = canonicalParts(jws, maxBytes)
  const header = allowedHeader(parts.header, typ)
  const publicKey = keyFor(header, keys)
  await verifySignature(jws, publicKey)
  return parseStrictJson(parts.payload)
}

function canonicalParts(jws: string, maxBytes: number): { header: Uint8Array; payload: Uint8Array } {
  if (Buffer.byteLength(jws) > maxBytes) throw new Refusal('token-too-large')
  const [header, payload, signature, ...more] = jws.split('.')
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    throw new Refusal('token-malformed')
  }
  canonicalBytes(signature)
  return { header: canonicalBytes(header), payload: canonicalBytes(payload) }
}

/** Exactly `alg`, `kid` and `typ`: no `jwk`, `jku`, `x5c`, `crit` or `b64` has anything to say here (RFC 8725 §3.10). */
function allowedHeader(bytes: Uint8Array, expectedTyp: string): Header {
  const header = parseStrictJson(bytes)
  if (!hasExactly(header, ['alg', 'kid', 'typ'])) throw new Refusal('header-not-allowed')
  const { alg, kid, typ } = header
  if (typeof kid !== 'string' || typ !== expectedTyp) throw new Refusal('header-not-allowed')
  if (alg !== 'ES256') throw new Refusal('algorithm-not-allowed') // RFC 8725 §3.1
  return { alg, kid, typ }
}

function keyFor({ kid, typ }: Header, keys: IssuerKeys): CryptoKey {
  const key = keys.get(kid)
  if (!key) throw new Refusal('key-unknown')
  if (key.typ !== typ) throw new Refusal('key-wrong-purpose')
  if (key.revoked) throw new Refusal('key-revoked')
  return key.publicKey
}

async function verifySignature(jws: string, publicKey: CryptoKey): Promise<void> {
  try {
    await compactVerify(jws, publicKey, { algorithms: ['ES256'] })
  } catch (cause) {
    throw new Refusal('signature-invalid', { cause })
  }
}
