import { createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { atMost } from './at-most.ts'

/** What a hash is for; the same text hashed for two purposes has nothing in common. */
export type SecretLabel = 'invitation-secret' | 'birth-date' | 'personal-code' | 'pin' | 'staff-password'

/** For secrets of 60 bits and more: HMAC-SHA-256 under the pepper, equal for equal text, so that it can be looked up. */
export function keyedHash(pepper: Buffer, label: SecretLabel, text: string): Buffer {
  return createHmac('sha256', pepper).update(`${label}\0${text}`).digest()
}

/** For what can be guessed (a PIN, a birth date): scrypt over the keyed hash, with its parameters in the string. */
export async function slowHash(
  pepper: Buffer,
  label: SecretLabel,
  text: string,
  random = randomBytes,
  cost = COST,
): Promise<string> {
  const salt = random(16)
  const key = await stretched(keyedHash(pepper, label, text), salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether the text is the one that was hashed. The answer takes as long for a cheaper hash, and for none at all. */
export async function matchesSlowHash(
  pepper: Buffer,
  label: SecretLabel,
  text: string,
  stored: string | null | undefined,
): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (stored ?? NOBODYS_HASH).split('$')
  const keyed = keyedHash(pepper, label, text)
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const actual = await stretched(keyed, Buffer.from(salt, 'base64url'), cost)
  if (workOf(cost) < workOf(COST)) await stretched(keyed, Buffer.from(salt, 'base64url'), COST)
  return sameBytes(actual, Buffer.from(key, 'base64url')) && !!stored
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

type Cost = { N: number; r: number; p: number }

/** OWASP's parameters for scrypt with 32 MiB. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 3 }

function workOf({ N, r, p }: Cost): number {
  return N * r * p
}

const KEY_BYTES = 32
const NOBODYS_HASH = `scrypt$${COST.N}$${COST.r}$${COST.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

const scryptAsync = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** Two at a time: a crowd of guessers must not fill the threads that also sign tokens. */
const stretched = atMost(2, (keyed: Buffer, salt: Buffer, { N, r, p }: Cost) =>
  scryptAsync(keyed, salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }),
)
