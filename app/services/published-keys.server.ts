import { findPublishedKeys } from '#db/queries/keys.server.ts'
import { MAX_TOKEN_DAYS } from '../domain/token/consent-claims.ts'
import type { Portal } from '../portal.server.ts'

/** A JWK set (RFC 7517 §5) whose members carry their purpose (`accord_typ`), with the names of the keys taken back. */
export type KeySet = { keys: { [member: string]: unknown }[]; revoked_kids: string[] }

/** The keys that a verifier may still need: a retired one as long as anything it signed can be alive. */
export async function publishedKeys({ db, clock }: Portal): Promise<KeySet> {
  const retiredAfter = new Date(clock.now().getTime() - (MAX_TOKEN_DAYS + 1) * 86_400_000)
  const rows = await db.as('public', (tx) => findPublishedKeys(tx, retiredAfter))
  return {
    keys: rows.map(({ publicJwk, revokedAt }) => (revokedAt ? { ...publicJwk, revoked: true } : publicJwk)),
    revoked_kids: rows.flatMap(({ kid, revokedAt }) => (revokedAt ? [kid] : [])),
  }
}
