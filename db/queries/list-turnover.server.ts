import { and, count, eq, gt, inArray, isNotNull, isNull, lt, notExists, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentTokens, statusLists } from '../schema/index.ts'

/** The lists that take tokens, with how many they ever took. */
export async function findFillingLists(tx: Tx) {
  const { id, size } = statusLists
  return tx
    .select({
      id,
      size,
      taken: count(consentTokens.statusIndex),
      isPublished: sql<boolean>`${statusLists.jwt} is not null`,
    })
    .from(statusLists)
    .leftJoin(consentTokens, eq(consentTokens.statusListId, id))
    .where(isNull(statusLists.closedAt))
    .groupBy(id)
    .orderBy(id)
}

/** How many lists there ever were. */
export async function countLists(tx: Tx): Promise<number> {
  return tx.$count(statusLists)
}

export async function closeLists(tx: Tx, ids: readonly string[], closedAt: Date): Promise<void> {
  await tx
    .update(statusLists)
    .set({ closedAt })
    .where(and(inArray(statusLists.id, [...ids]), isNull(statusLists.closedAt)))
}

/** Lists that closed before, and of whose tokens none was alive since. */
export async function findListsToRetire(
  tx: Tx,
  { closedBefore, expiredBefore }: { closedBefore: Date; expiredBefore: Date },
): Promise<string[]> {
  const alive = tx
    .select({ jti: consentTokens.jti })
    .from(consentTokens)
    .where(and(eq(consentTokens.statusListId, statusLists.id), gt(consentTokens.expiresAt, expiredBefore)))
  const rows = await tx
    .select({ id: statusLists.id })
    .from(statusLists)
    .where(and(isNull(statusLists.retiredAt), lt(statusLists.closedAt, closedBefore), notExists(alive)))
  return rows.map(({ id }) => id)
}

export async function retireLists(tx: Tx, ids: readonly string[], retiredAt: Date): Promise<void> {
  await tx
    .update(statusLists)
    .set({ retiredAt })
    .where(inArray(statusLists.id, [...ids]))
}

/** Forgets the last publication of what was retired before; what it said is still in the book of publications. */
export async function forgetRetiredLists(tx: Tx, retiredBefore: Date): Promise<void> {
  await tx
    .update(statusLists)
    .set({ jwt: null })
    .where(and(lt(statusLists.retiredAt, retiredBefore), isNotNull(statusLists.jwt)))
}
