import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, type JWK_EC_Private } from 'jose'
import type { IssuerKeys } from '#gate/trust.ts'
import type { KeyFacts } from '../domain/key/key-state.ts'

/** One key per purpose, named by the `typ` of what it signs (RFC 8725 §3.11, §3.12). */
export const KEY_PURPOSES = [
  'consent+jwt',
  'statuslist+jwt',
  'decision+jwt',
  'token-introspection+jwt',
  'receipt+jwt',
  'secevent+jwt',
  'bundle+jwt',
] as const

export type KeyPurpose = (typeof KEY_PURPOSES)[number]

/** A private ES256 key as it is kept in a file. */
export type StoredKey = { purpose: KeyPurpose; jwk: JWK_EC_Private & { kid: string } }

export type SigningKey = { kid: string; purpose: KeyPurpose; private: CryptoKey }

/** The keys of the portal, as far as this instance knows and holds them. */
export type Keyring = {
  /** The key that signs this purpose now. */
  signingKey(purpose: KeyPurpose): Promise<SigningKey>
  /** The public half of every key there has been, to check what the portal once signed. */
  verificationKeys(): Promise<IssuerKeys>
  /** What is known of every key there has been. */
  known(): Promise<readonly KnownKey[]>
  /** Where the private halves that this instance holds are kept. */
  folder: KeyFolder
}

export type KnownKey = KeyFacts & { publicJwk: JWK }

export type KeyFolder = {
  read(): Promise<StoredKey[]>
  add(key: StoredKey): Promise<void>
  remove(kid: string): Promise<void>
}

export async function newStoredKey(purpose: KeyPurpose): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = (await exportJWK(privateKey)) as JWK_EC_Private
  return { purpose, jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) } }
}

/** Makes a stored key ready to sign. */
export async function signingKeyFrom({ purpose, jwk }: StoredKey): Promise<SigningKey> {
  return { kid: jwk.kid, purpose, private: (await importJWK(jwk, 'ES256')) as CryptoKey }
}

/** What everybody may know of a stored key, with the one type that it is for (RFC 7517 §4). */
export function publicJwkOf({ purpose, jwk: { kid, kty, crv, x, y } }: StoredKey): JWK {
  return { kty, crv, x, y, kid, alg: 'ES256', use: 'sig', accord_typ: purpose } as JWK
}
