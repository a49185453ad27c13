import { Refusal } from './refusal.ts'

/**
 * The bytes of base64url text without padding, refused in any spelling but the one an encoder writes (RFC 4648 §3.5):
 * an ES256 signature has 16 spellings that differ in the bits nobody reads.
 */
export function canonicalBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw new Refusal('token-malformed')
  return bytes
}
