import { type IssuerKeys, issuerKeys } from '#gate/trust.ts'
import { signingKey } from '../domain/key/signing-key.ts'
import {
  type KeyFolder,
  type Keyring,
  type KnownKey,
  publicJwkOf,
  type SigningKey,
  type StoredKey,
  signingKeyFrom,
} from './keyring.server.ts'

/** How often the folder is looked into for one private key that is missing, in milliseconds. */
const LOOK_EVERY_MS = 5000

/** Signs with what may sign and is at hand; `known` is asked each time, so that a key which was taken back signs no more. */
export function openKeyring(
  known: () => Promise<readonly KnownKey[]>,
  folder: KeyFolder,
  clock: { now(): Date },
): Keyring {
  const keysAtHand = privateKeysIn(folder, clock)
  return {
    folder,
    known,
    verificationKeys: verificationKeysOf(known),
    signingKey: async (purpose) => {
      const at = clock.now()
      const allowed = (await known()).filter((key) => key.purpose === purpose)
      const atHand = await keysAtHand(signingKey(allowed, at)?.kid)
      const own = allowed.filter(({ kid }) => atHand.has(kid))
      const key = atHand.get(signingKey(own, at)?.kid ?? '')
      if (!key) throw new Error(`there is no key here that may sign ${purpose}`)
      return key
    },
  }
}

/** These keys and no others, all active: for whoever signs without a database. */
export function keyringFrom(stored: readonly StoredKey[]): Keyring {
  const since = { activeFrom: new Date(0), retiredAt: null, revokedAt: null }
  const known = stored.map((key) => {
    return { ...since, kid: key.jwk.kid, purpose: key.purpose, publicJwk: publicJwkOf(key) }
  })
  return openKeyring(async () => known, folderInMemory(stored), { now: () => new Date(0) })
}

/** A folder that is gone with the process. */
export function folderInMemory(stored: readonly StoredKey[]): KeyFolder {
  const keys = new Map(stored.map((key) => [key.jwk.kid, key]))
  return {
    read: async () => [...keys.values()],
    add: async (key) => {
      keys.set(key.jwk.kid, key)
    },
    remove: async (kid) => {
      keys.delete(kid)
    },
  }
}

/** The private keys of the folder, which is read again when one is wanted that was not in it; keys may be brought at any time. */
function privateKeysIn(folder: KeyFolder, clock: { now(): Date }) {
  const atHand = new Map<string, SigningKey>()
  let looked = { for: '', at: 0 }
  let looking = Promise.resolve()

  const look = async () => {
    for (const stored of await folder.read()) {
      if (!atHand.has(stored.jwk.kid)) atHand.set(stored.jwk.kid, await signingKeyFrom(stored))
    }
  }
  return async (wanted: string | undefined): Promise<ReadonlyMap<string, SigningKey>> => {
    if (wanted === undefined || atHand.has(wanted)) return atHand
    const now = clock.now().getTime()
    if (looked.for !== wanted || Math.abs(now - looked.at) >= LOOK_EVERY_MS) {
      looked = { for: wanted, at: now }
      looking = look().catch((error) => {
        if (atHand.size === 0) throw error
      })
    }
    await looking
    return atHand
  }
}

/** Made ready anew only where something else is known than before. */
function verificationKeysOf(known: () => Promise<readonly KnownKey[]>): () => Promise<IssuerKeys> {
  let made: { of: string; keys: Promise<IssuerKeys> } | null = null
  return async () => {
    const rows = await known()
    const of = rows.map(({ kid, revokedAt }) => `${kid} ${revokedAt !== null}`).join()
    if (made?.of !== of) {
      const revoked_kids = rows.flatMap(({ kid, revokedAt }) => (revokedAt ? [kid] : []))
      made = { of, keys: issuerKeys({ keys: rows.map(({ publicJwk }) => publicJwk), revoked_kids }) }
    }
    return made.keys
  }
}
