import { hash, randomBytes } from 'node:crypto'

/** A new opaque access token of 256 random bits, and what is kept of it. */
export function newAccessToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: accessTokenHash(token) }
}

export function accessTokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}
