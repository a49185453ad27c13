import { createHash } from 'node:crypto'
import type { ConsentClaim } from '../domain/token/consent-claims.ts'

/** SHA-256 of a consent claim, by which a live token is known to be unchanged; member order does not matter. */
export function claimHash(claim: ConsentClaim): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(sorted(claim)))
    .digest()
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([member, inner]) => [member, sorted(inner)]),
  )
}
