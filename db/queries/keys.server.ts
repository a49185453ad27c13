import { asc, gt, isNotNull, isNull, or } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { keys } from '../schema/index.ts'

export type PublicKey = typeof keys.$inferSelect

/** Adds the keys that are not known yet; what is known of the others stays (a revoked key stays revoked). */
export async function recordKeys(
  tx: Tx,
  found: readonly Pick<PublicKey, 'kid' | 'purpose' | 'publicJwk' | 'activeFrom'>[],
): Promise<void> {
  await tx
    .insert(keys)
    .values([...found])
    .onConflictDoNothing()
}

/** Every key in use, retired after `retiredAfter`, or revoked. */
export async function findPublishedKeys(tx: Tx, retiredAfter: Date): Promise<PublicKey[]> {
  return tx
    .select()
    .from(keys)
    .where(or(isNull(keys.retiredAt), gt(keys.retiredAt, retiredAfter), isNotNull(keys.revokedAt)))
    .orderBy(asc(keys.activeFrom), asc(keys.kid))
}
