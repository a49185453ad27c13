import { and, asc, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
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

/** The newest publication of a list, as it was signed. */
export async function findPublishedJwt(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.select({ jwt: statusLists.jwt }).from(statusLists).where(eq(statusLists.id, id))
  return row?.jwt ?? null
}

/** The ids of the lists that are published. */
export async function findPublishedLists(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: statusLists.id })
    .from(statusLists)
    .where(and(isNotNull(statusLists.jwt), isNull(statusLists.retiredAt)))
    .orderBy(asc(statusLists.id))
  return rows.map(({ id }) => id)
}

export type OpenList = Pick<StatusList, 'id' | 'size'>

/** Lists that take tokens: not closed, and published since. */
export async function findOpenLists(tx: Tx, publishedSince: Date): Promise<OpenList[]> {
  return tx
    .select({ id: statusLists.id, size: statusLists.size })
    .from(statusLists)
    .where(and(isNull(statusLists.closedAt), isNotNull(statusLists.jwt), gt(statusLists.publishedAt, publishedSince)))
}

/** Opens a list; two workers that open the same one open it once. */
export async function insertStatusList(tx: Tx, id: string, size: number): Promise<void> {
  await tx.insert(statusLists).values({ id, size }).onConflictDoNothing()
}

/** Did any list change since it was published, or was published before `staleBefore`? */
export async function areListsDue(tx: Tx, staleBefore: Date): Promise<boolean> {
  const [due] = await tx
    .select({ id: statusLists.id })
    .from(statusLists)
    .where(
      and(
        isNull(statusLists.retiredAt),
        or(
          lt(statusLists.publishedRevision, statusLists.revision),
          isNull(statusLists.publishedAt),
          lt(statusLists.publishedAt, staleBefore),
        ),
      ),
    )
    .limit(1)
  return due !== undefined
}

/** The lists that are published, in the order in which everybody locks them. */
export async function findListsToPublish(tx: Tx): Promise<StatusList[]> {
  return tx.select().from(statusLists).where(isNull(statusLists.retiredAt)).orderBy(sql`${statusLists.id} collate "C"`)
}
