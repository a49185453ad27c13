import type { TrustFile } from '../home/trust-file.ts'
import { isJsonObject } from '../strict-json.ts'
import { revokedKids } from '../trust.ts'

/**
 * What is held, with the keys and lists that only new tokens can name; null where there are none. Nothing that is
 * held is changed by it, and it is as old as before.
 */
export function withNewcomers(held: TrustFile, next: Pick<TrustFile, 'jwks' | 'status_lists'>): TrustFile | null {
  const known = new Set(kidsOf(held))
  const revoked = new Set([...revokedKids(held.jwks), ...revokedKids(next.jwks)])
  const keys = next.jwks.keys.filter(isJsonObject).filter(({ kid }) => !known.has(kid) && !revoked.has(String(kid)))
  const lists = Object.entries(next.status_lists).filter(([uri]) => !Object.hasOwn(held.status_lists, uri))
  if (keys.length === 0 && lists.length === 0) return null
  return {
    ...held,
    jwks: { ...held.jwks, keys: [...held.jwks.keys, ...keys] },
    status_lists: { ...held.status_lists, ...Object.fromEntries(lists) },
  }
}

function kidsOf({ jwks }: TrustFile): unknown[] {
  return jwks.keys.filter(isJsonObject).map(({ kid }) => kid)
}
