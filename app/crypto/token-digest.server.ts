import { hash } from 'node:crypto'

/** What a token's text is found again by where the text itself is not kept. */
export function tokenDigest(text: string): string {
  return hash('sha256', text, 'base64url')
}
