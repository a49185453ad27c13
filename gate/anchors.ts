import { calculateJwkThumbprint } from 'jose'
import { BUNDLE_TYPE } from '../app/domain/token/bundle.ts'
import { isJsonObject, type JsonObject } from './strict-json.ts'
import { type IssuerKeySet, revokedKids } from './trust.ts'

/**
 * A trust anchor is a key that may sign bundles, known by its thumbprint (RFC 7638, SHA-256, base64url).
 * These are the anchors among a portal's keys, without those that it took back.
 */
export async function anchorsIn(keySet: IssuerKeySet): Promise<string[]> {
  const revoked = new Set(revokedKids(keySet))
  const keys = keySet.keys.filter(isJsonObject).filter((key) => isBundleKey(key) && !revoked.has(String(key.kid)))
  return [...new Set(await Promise.all(keys.map(thumbprintOf)))]
}

export function thumbprintOf({ kty, crv, x, y }: JsonObject): Promise<string> {
  return calculateJwkThumbprint({ kty, crv, x, y } as Parameters<typeof calculateJwkThumbprint>[0])
}

/** A thumbprint as somebody typed it: in base64url, or in hexadecimal as it is read aloud; null where it is neither. */
export function anchorFrom(text: string): string | null {
  const hex = text.replace(/[\s:]/g, '')
  const bytes = /^[0-9a-f]{64}$/i.test(hex) ? Buffer.from(hex, 'hex') : Buffer.from(text, 'base64url')
  const thumbprint = bytes.toString('base64url')
  return bytes.length === 32 && (hex.length === 64 || thumbprint === text) ? thumbprint : null
}

/** The same for two people on the telephone. */
export function readAloud(anchor: string): string {
  return (Buffer.from(anchor, 'base64url').toString('hex').match(/.{4}/g) ?? []).join(' ')
}

function isBundleKey({ kty, crv, x, y, accord_typ }: JsonObject): boolean {
  return kty === 'EC' && crv === 'P-256' && typeof x === 'string' && typeof y === 'string' && accord_typ === BUNDLE_TYPE
}
