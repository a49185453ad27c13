import { and, desc, eq, gt, lt, lte, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { statusCover, statusLists, statusPublications } from '../schema/index.ts'
import type { StatusList } from './status-lists.server.ts'

export type StatusPublication = typeof statusPublications.$inferSelect

/** What flipped in a list: what is invalid since, what no longer is, and how many of the former are decoys. */
export type Flips = { standing: number[]; ended: number[]; decoys: number }

/** What flipped in each list after `since`; what did until `endedBy` no longer counts. */
export async function findFlips(
  tx: Tx,
  { since, endedBy }: { since: Date; endedBy: Date },
): Promise<Map<string, Flips>> {
  const ended = lte(statusPublications.publishedAt, endedBy)
  const entries = sql`string_agg(array_to_string(${statusPublications.flipped}, ','), ',')`
  const rows = await tx
    .select({
      listId: statusPublications.statusListId,
      standing: sql<
        string | null
      >`${entries} filter (where not ${ended} and cardinality(${statusPublications.flipped}) > 0)`,
      ended: sql<string | null>`${entries} filter (where ${ended} and cardinality(${statusPublications.flipped}) > 0)`,
      decoys: sql<number>`coalesce(sum(${statusPublications.decoys}) filter (where not ${ended}), 0)::int`,
    })
    .from(statusPublications)
    .where(gt(statusPublications.publishedAt, since))
    .groupBy(statusPublications.statusListId)
  return new Map(
    rows.map((row) => [
      row.listId,
      { standing: numbersIn(row.standing), ended: numbersIn(row.ended), decoys: row.decoys },
    ]),
  )
}

/** Hundreds of thousands of numbers a list: read as one text, they take milliseconds. */
function numbersIn(text: string | null): number[] {
  return text === null ? [] : text.split(',').map(Number)
}

export type Publication = {
  before: StatusList
  jwt: string
  publishedAt: Date
  /** What the list says differently from the publication before, or null where it says the same. */
  change: { flipped: number[]; decoys: number } | null
}

/** A publisher that is stopped in the middle must not keep withdrawals waiting for a list. */
const PATIENCE_MS = 5000

/** Compare and swap: publishes each over exactly the publication that was read, or nothing at all. */
export async function publishOver(tx: Tx, publications: readonly Publication[]): Promise<boolean> {
  await tx.execute(sql`select set_config('idle_in_transaction_session_timeout', ${String(PATIENCE_MS)}, true)`)
  for (const { before } of publications) if (!(await isAsRead(tx, before))) return false
  for (const { before, jwt, publishedAt, change } of publications) {
    const version = before.version + (change ? 1 : 0)
    await tx
      .update(statusLists)
      .set({ jwt, publishedAt, publishedRevision: before.revision, version })
      .where(eq(statusLists.id, before.id))
    if (change) await tx.insert(statusPublications).values({ statusListId: before.id, version, publishedAt, ...change })
  }
  return true
}

/** Holds the list where it is still the one that was read. */
async function isAsRead(tx: Tx, before: StatusList): Promise<boolean> {
  const held = await tx
    .select({ id: statusLists.id })
    .from(statusLists)
    .where(
      and(
        eq(statusLists.id, before.id),
        eq(statusLists.version, before.version),
        eq(statusLists.publishedRevision, before.publishedRevision),
        sql`${statusLists.publishedAt} is not distinct from ${before.publishedAt?.toISOString() ?? null}::timestamptz`,
      ),
    )
    .for('no key update')
  return held.length === 1
}

/** The last publication of a list until `at` in which something changed. */
export async function findPublicationUntil(tx: Tx, listId: string, at: Date): Promise<StatusPublication | null> {
  const [row] = await tx
    .select()
    .from(statusPublications)
    .where(and(eq(statusPublications.statusListId, listId), lte(statusPublications.publishedAt, at)))
    .orderBy(desc(statusPublications.version))
    .limit(1)
  return row ?? null
}

/** What flipped in one list after `since` and until `until`. */
export async function findFlippedBetween(tx: Tx, listId: string, since: Date, until: Date): Promise<number[]> {
  const rows = await tx
    .select({ flipped: statusPublications.flipped })
    .from(statusPublications)
    .where(
      and(
        eq(statusPublications.statusListId, listId),
        gt(statusPublications.publishedAt, since),
        lte(statusPublications.publishedAt, until),
      ),
    )
  return rows.flatMap(({ flipped }) => flipped)
}

export async function deletePublicationsBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(statusPublications).where(lt(statusPublications.publishedAt, before))
}

/** When cover is due next; null where none was ever planned. */
export async function findCoverDue(tx: Tx): Promise<Date | null> {
  const [row] = await tx.select({ dueAt: statusCover.dueAt }).from(statusCover)
  return row?.dueAt ?? null
}

/** Plans the next cover in place of the one that was read; false where another worker came first. */
export async function planCover(tx: Tx, before: Date | null, dueAt: Date): Promise<boolean> {
  const planned =
    before === null
      ? await tx.insert(statusCover).values({ dueAt }).onConflictDoNothing().returning({ id: statusCover.id })
      : await tx
          .update(statusCover)
          .set({ dueAt })
          .where(eq(statusCover.dueAt, before))
          .returning({ id: statusCover.id })
  return planned.length === 1
}
