import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, type JWK_EC_Private } from 'jose'

/** One key per purpose, named by the `typ` of what it signs (RFC 8725 §3.11, §3.12). */
export const KEY_PURPOSES = [
  'consent+jwt',
  'statuslist+jwt',
  'decision+jwt',
  'token-introspection+jwt',
  'receipt+jwt',
  'secevent+jwt',
] as const

export type KeyPurpose = (typeof KEY_PURPOSES)[number]

/** A private ES256 key as it is kept in a file. */
export type StoredKey = { purpose: KeyPurpose; jwk: JWK_EC_Private & { kid: string } }

export type SigningKey = { kid: string; purpose: KeyPurpose; private: CryptoKey; public: JWK }

export type Keyring = { signingKey(purpose: KeyPurpose): SigningKey; all(): SigningKey[] }

export async function newStoredKey(purpose: KeyPurpose): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = (await exportJWK(privateKey)) as JWK_EC_Private
  return { purpose, jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) } }
}

/** Makes the keys ready to sign; there must be one for each purpose. */
export async function keyringFrom(stored: readonly StoredKey[]): Promise<Keyring> {
  const keys = await Promise.all(stored.map(signingKeyFrom))
  return {
    all: () => keys,
    signingKey: (purpose) => {
      const key = keys.find((candidate) => candidate.purpose === purpose)
      if (!key) throw new Error(`there is no signing key for ${purpose}`)
      return key
    },
  }
}

async function signingKeyFrom({ purpose, jwk }: StoredKey): Promise<SigningKey> {
  const { kid, kty, crv, x, y } = jwk
  return {
    kid,
    purpose,
    private: (await importJWK(jwk, 'ES256')) as CryptoKey,
    public: { kty, crv, x, y, kid, alg: 'ES256', use: 'sig', accord_typ: purpose } as JWK,
  }
}
