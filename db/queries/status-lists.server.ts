import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { statusLists } from '../schema/index.ts'

export type StatusList = typeof statusLists.$inferSelect

export async function findStatusLists(tx: Tx): Promise<StatusList[]> {
  return tx.select().from(statusLists).orderBy(asc(statusLists.id))
}

export async function findStatusList(tx: Tx, id: string): Promise<StatusList | null> {
  const [row] = await tx.select().from(statusLists).where(eq(statusLists.id, id))
  return row ?? null
}

export async function insertStatusList(tx: Tx, id: string, size: number): Promise<void> {
  await tx.insert(statusLists).values({ id, size }).onConflictDoNothing()
}

/** Lists that changed since they were published, or were published before `staleBefore`. */
export async function findListsToPublish(tx: Tx, staleBefore: Date): Promise<StatusList[]> {
  return tx
    .select()
    .from(statusLists)
    .where(
      or(
        lt(statusLists.publishedRevision, statusLists.revision),
        isNull(statusLists.publishedAt),
        lt(statusLists.publishedAt, staleBefore),
      ),
    )
}

/** Compare and swap: publishes over exactly the publication that was read; false where another came first. */
export async function publishOver(
  tx: Tx,
  before: StatusList,
  next: { jwt: string; publishedAt: Date },
): Promise<boolean> {
  const published = await tx
    .update(statusLists)
    .set({ ...next, publishedRevision: before.revision })
    .where(
      and(
        eq(statusLists.id, before.id),
        eq(statusLists.publishedRevision, before.publishedRevision),
        sql`${statusLists.publishedAt} is not distinct from ${before.publishedAt?.toISOString() ?? null}::timestamptz`,
      ),
    )
    .returning({ id: statusLists.id })
  return published.length === 1
}
