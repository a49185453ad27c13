import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { credentials } from '../schema/index.ts'
import type { Credential } from './credentials.server.ts'

/** The way back in that a signed-in person has; the newest, should there be several. */
export async function findCredentialOf(tx: Tx, contributorId: string): Promise<Credential | null> {
  const [row] = await tx
    .select()
    .from(credentials)
    .where(and(eq(credentials.contributorId, contributorId), isNull(credentials.revokedAt)))
    .orderBy(desc(credentials.createdAt))
    .limit(1)
  return row ?? null
}
