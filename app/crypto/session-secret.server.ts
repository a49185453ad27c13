import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { open, seal } from './contributor-key.server.ts'

/** What a browser holds to be known again: 256 random bits. */
export function newSessionSecret(random = randomBytes): string {
  return random(32).toString('base64url')
}

/** What the portal keeps of it: a copy of the table lets nobody in. */
export function sessionIdHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Seals a text so that only the browser that holds the session can have it read. */
export function sealForSession(secret: string, text: string): Buffer {
  return seal(keyOf(secret), Buffer.from(text))
}

export function openForSession(secret: string, sealed: Buffer): string {
  return open(keyOf(secret), sealed).toString()
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'accord session, shown once', 32))
}
