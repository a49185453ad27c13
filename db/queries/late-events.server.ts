import { and, gt } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { contributors } from '../schema/index.ts'
import { among } from './among.ts'

/** Who among these contributors has changed something after `at`, with the key to her record where she still has one. */
export async function findChangedAfter(
  tx: Tx,
  contributorIds: readonly string[],
  at: Date,
): Promise<{ id: string; wrappedKey: Buffer | null }[]> {
  return tx
    .select({ id: contributors.id, wrappedKey: contributors.wrappedKey })
    .from(contributors)
    .where(and(among(contributors.id, contributorIds), gt(contributors.lastRecordedAt, at)))
}
