import { hash } from 'node:crypto'
import { CONSENT_TOKEN_TYPE } from '../../app/domain/token/consent-claims.ts'
import type { IssuerKeys } from '../trust.ts'

/** What tells apart two keys of one `kid`, for each key that may sign consent tokens today, by `kid`. */
export function keyNames(keys: IssuerKeys): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const [kid, { typ, revoked, publicKey }] of keys) {
    if (typ !== CONSENT_TOKEN_TYPE || revoked) continue
    const digest = hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'base64url')
    names.set(kid, JSON.stringify([kid, digest]))
  }
  return names
}
