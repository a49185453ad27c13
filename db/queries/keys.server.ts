import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { keys } from '../schema/index.ts'
import { among } from './among.ts'

export type PublicKey = typeof keys.$inferSelect

/** Every key there has ever been, in the order in which they began. */
export async function findKeys(tx: Tx): Promise<PublicKey[]> {
  return tx.select().from(keys).orderBy(asc(keys.activeFrom), asc(keys.kid))
}

/** Adds a key that is not known yet; what is known stays (a revoked key stays revoked). */
export async function recordKey(
  tx: Tx,
  found: Pick<PublicKey, 'kid' | 'purpose' | 'publicJwk' | 'activeFrom'>,
): Promise<void> {
  await tx.insert(keys).values(found).onConflictDoNothing()
}

/** Says until when these keys may sign, where nothing was said yet. */
export async function retireKeys(tx: Tx, { kids, retiredAt }: { kids: string[]; retiredAt: Date }): Promise<void> {
  if (kids.length === 0) return
  await tx
    .update(keys)
    .set({ retiredAt })
    .where(and(among(keys.kid, kids, 'text'), isNull(keys.retiredAt)))
}

export async function findKey(tx: Tx, kid: string): Promise<PublicKey | null> {
  const [row] = await tx.select().from(keys).where(eq(keys.kid, kid))
  return row ?? null
}

export async function takeKeyBack(tx: Tx, kid: string, at: Date): Promise<void> {
  await tx.update(keys).set({ revokedAt: at }).where(eq(keys.kid, kid))
}
