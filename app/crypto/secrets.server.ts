import { createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { atMost } from './at-most.ts'

/** What a hash is for; the same text hashed for two purposes has nothing in common. */
export type SecretLabel = 'invitation-secret' | 'birth-date' | 'personal-code' | 'pin' | 'staff-password'

/** For secrets of 60 bits and more: HMAC-SHA-256 under the pepper, equal for equal text, so that it can be looked up. */
export function keyedHash(pepper: Buffer, label: SecretLabel, text: string): Buffer {
  return createHmac('sha256', pepper).update(`${label}\0${text}`).digest()
}

/** What a slow hash is made with, and how much work it is. */
export type SlowHashing = { pepper: Buffer; slowness: Slowness }

/** Memory (128 r N bytes) and passes of scrypt (RFC 7914 §2). */
export type Slowness = { N: number; r: number; p: number }

/** OWASP's parameters for scrypt with 32 MiB. */
export const SLOW: Slowness = { N: 2 ** 15, r: 8, p: 3 }

/** For what can be guessed (a PIN, a birth date): scrypt over the keyed hash, with its parameters in the string. */
export async function slowHash(
  { pepper, slowness }: SlowHashing,
  label: SecretLabel,
  text: string,
  random = randomBytes,
): Promise<string> {
  const salt = random(16)
  const key = await stretched(keyedHash(pepper, label, text), salt, slowness)
  return ['scrypt', slowness.N, slowness.r, slowness.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether the text is the one that was hashed. The answer takes as long for a cheaper hash, and for none at all. */
export async function matchesSlowHash(
  { pepper, slowness }: SlowHashing,
  label: SecretLabel,
  text: string,
  stored: string | null | undefined,
): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (stored ?? nobodysHash(slowness)).split('$')
  const keyed = keyedHash(pepper, label, text)
  const its = { N: Number(N), r: Number(r), p: Number(p) }
  const actual = await stretched(keyed, Buffer.from(salt, 'base64url'), its)
  if (workOf(its) < workOf(slowness)) await stretched(keyed, Buffer.from(salt, 'base64url'), slowness)
  return sameBytes(actual, Buffer.from(key, 'base64url')) && !!stored
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

function workOf({ N, r, p }: Slowness): number {
  return N * r * p
}

function nobodysHash({ N, r, p }: Slowness): string {
  return `scrypt$${N}$${r}$${p}$${'A'.repeat(22)}$${'A'.repeat(43)}`
}

const KEY_BYTES = 32

const scryptAsync = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** Two at a time: a crowd of guessers must not fill the threads that also sign tokens. */
const stretched = atMost(2, (keyed: Buffer, salt: Buffer, { N, r, p }: Slowness) =>
  scryptAsync(keyed, salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }),
)
