import { isStillNeeded } from '../domain/key/still-needed.ts'
import type { Portal } from '../portal.server.ts'

/** A JWK set (RFC 7517 §5) whose members carry their purpose (`accord_typ`), with the names of the keys taken back. */
export type KeySet = { keys: { [member: string]: unknown }[]; revoked_kids: string[] }

/** The keys that a verifier may need: one that will sign soon, and a retired one as long as anything it signed can be alive. */
export async function publishedKeys({ keys, clock }: Pick<Portal, 'keys' | 'clock'>): Promise<KeySet> {
  const at = clock.now()
  const needed = (await keys.known()).filter((key) => isStillNeeded(key, at))
  return {
    keys: needed.map(({ publicJwk, revokedAt }) => (revokedAt ? { ...publicJwk, revoked: true } : publicJwk)),
    revoked_kids: needed.flatMap(({ kid, revokedAt }) => (revokedAt ? [kid] : [])),
  }
}
