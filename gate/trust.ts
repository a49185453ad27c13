import { createPublicKey, type KeyObject } from 'node:crypto'
import type { StatusListReader } from './status-lists.ts'
import { isJsonObject, type JsonObject } from './strict-json.ts'

/** Whom this node believes, and what it is called: all that a verification needs besides the token. */
export type Trust = {
  /** The portal's base URL (`iss`). */
  issuer: string
  /** This node's client id (`aud`). */
  audience: string
  keys: IssuerKeys
  statusLists: StatusListReader
}

/** A public key of the issuer and the one `typ` that it may sign (RFC 8725 §3.11, §3.12). */
export type IssuerKey = { typ: string; revoked: boolean; publicKey: KeyObject }

/** By `kid`. */
export type IssuerKeys = ReadonlyMap<string, IssuerKey>

/** A JWK set whose members carry their purpose and may be marked revoked. */
export type IssuerKeySet = { keys: readonly object[]; revoked_kids?: readonly string[] }

/** The ES256 keys of a JWK set; keys of other kinds and without a purpose are no keys of ours. */
export async function issuerKeys({ keys, revoked_kids = [] }: IssuerKeySet): Promise<IssuerKeys> {
  const imported = new Map<string, IssuerKey>()
  for (const jwk of keys) {
    if (!isPurposeKey(jwk)) continue
    if (imported.has(jwk.kid)) throw new TypeError(`the key set names ${jwk.kid} twice`)
    imported.set(jwk.kid, {
      typ: jwk.accord_typ,
      revoked: isMarkedRevoked(jwk) || revoked_kids.includes(jwk.kid),
      publicKey: publicKeyFrom(jwk),
    })
  }
  return imported
}

/** The names of the keys that a set takes back. */
export function revokedKids({ keys, revoked_kids = [] }: IssuerKeySet): string[] {
  const marked = keys.filter(isPurposeKey).filter(isMarkedRevoked)
  return [...new Set([...revoked_kids, ...marked.map(({ kid }) => kid)])]
}

type PurposeKey = JsonObject & { kid: string; accord_typ: string; x: string; y: string }

function isPurposeKey(jwk: unknown): jwk is PurposeKey {
  return (
    isJsonObject(jwk) &&
    jwk.kty === 'EC' &&
    jwk.crv === 'P-256' &&
    typeof jwk.kid === 'string' &&
    typeof jwk.accord_typ === 'string'
  )
}

function isMarkedRevoked({ revoked = false }: PurposeKey): boolean {
  return revoked !== false
}

/** Only the public members are read, so that a private key in the set stays unused. */
function publicKeyFrom({ x, y }: PurposeKey): KeyObject {
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
}
