import { createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import {
  algorithmOf,
  type WrittenKey,
  type WrittenKeyRefusal,
  writtenKeysRefusal,
} from '../domain/access/registered-key.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'

/** A node's public key, with the name that no other key has (RFC 7638). */
export type RegisteredKey = { thumbprint: string; jwk: JWK }

export type KeysRefusal = WrittenKeyRefusal | 'key-malformed' | 'key-too-weak'

const FEWEST_RSA_BITS = 2048
const SMALLEST_RSA_EXPONENT = 65537n

/** The keys as they are registered: public members alone, and each one a key that can be signed with. */
export async function registeredKeys(keys: readonly WrittenKey[]): Promise<Decision<RegisteredKey[], KeysRefusal>> {
  const refusal = writtenKeysRefusal(keys)
  if (refusal) return refused(refusal)
  const registered: RegisteredKey[] = []
  for (const written of keys) {
    const jwk = publicMembers(written)
    const key = readKey(jwk)
    if (!key) return refused('key-malformed')
    if (isWeak(key)) return refused('key-too-weak')
    registered.push({ thumbprint: await thumbprintOf(jwk), jwk })
  }
  return recorded(registered)
}

/** What two spellings of one key have in common. */
export function thumbprintOf(jwk: JWK): Promise<string> {
  return calculateJwkThumbprint(jwk)
}

function publicMembers(key: WrittenKey): JWK {
  const { kty, crv, x, y, n, e, kid } = key
  const members = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }
  return { ...members, kid, alg: algorithmOf(key), use: 'sig' } as JWK
}

/** Null for what is no key: a member that is missing, a point beside the curve. */
function readKey(jwk: JWK): KeyObject | null {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return null
  }
}

/** RFC 7518 §3.3 for the length; an exponent below 65537 is what a broken generator makes. */
function isWeak({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails
  return asymmetricKeyType === 'rsa' && (modulusLength < FEWEST_RSA_BITS || publicExponent < SMALLEST_RSA_EXPONENT)
}
