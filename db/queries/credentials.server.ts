import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { contributors, credentials } from '../schema/index.ts'

export type Credential = typeof credentials.$inferSelect

/** The way back in behind a personal code, of an account that is open and of a person who lives. */
export async function findCredential(tx: Tx, lookup: Buffer): Promise<(Credential & { language: string }) | null> {
  const [row] = await tx
    .select({ credential: credentials, language: contributors.language })
    .from(credentials)
    .innerJoin(contributors, eq(contributors.id, credentials.contributorId))
    .where(
      and(
        eq(credentials.lookup, lookup),
        isNull(credentials.revokedAt),
        isNull(contributors.closedAt),
        isNull(contributors.diedOn),
      ),
    )
  return row ? { ...row.credential, language: row.language } : null
}

/** Counts a try, unless another one was counted since `credential` was read: of guesses at the same time one counts. */
export async function countPinTry(tx: Tx, { id, tries }: Credential, at: Date): Promise<boolean> {
  const counted = await tx
    .update(credentials)
    .set({ tries: tries + 1, lastTryAt: at })
    .where(and(eq(credentials.id, id), eq(credentials.tries, tries)))
    .returning({ id: credentials.id })
  return counted.length > 0
}

export async function forgetPinTries(tx: Tx, id: string): Promise<void> {
  await tx.update(credentials).set({ tries: 0, lastTryAt: null }).where(eq(credentials.id, id))
}

export async function hasWayBack(tx: Tx, contributorId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: credentials.id })
    .from(credentials)
    .where(and(eq(credentials.contributorId, contributorId), isNull(credentials.revokedAt)))
    .limit(1)
  return !!row
}

/** Whether a person has, or ever had, a way back in. */
export async function hasHadWayBack(tx: Tx, contributorId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: credentials.id })
    .from(credentials)
    .where(eq(credentials.contributorId, contributorId))
    .limit(1)
  return !!row
}

export type NewCredential = Pick<Credential, 'id' | 'contributorId' | 'lookup' | 'pinHash' | 'createdAt'>

export async function insertCredential(tx: Tx, credential: NewCredential): Promise<void> {
  await tx.insert(credentials).values(credential)
}
