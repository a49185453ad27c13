import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { rightsRequests } from '../schema/index.ts'

export type RightsRequest = typeof rightsRequests.$inferSelect

export async function insertRightsRequest(tx: Tx, request: typeof rightsRequests.$inferInsert): Promise<void> {
  await tx.insert(rightsRequests).values(request)
}

/** Everything that one contributor asked, newest first. */
export async function findRightsRequestsOf(tx: Tx, contributorId: string): Promise<RightsRequest[]> {
  return tx
    .select()
    .from(rightsRequests)
    .where(eq(rightsRequests.contributorId, contributorId))
    .orderBy(desc(rightsRequests.askedAt), asc(rightsRequests.id))
}

/** What was asked of these programmes, and of the portal itself where that is wanted: open first, what is due soonest before the rest. */
export async function findRightsRequestsFor(
  tx: Tx,
  { programmeIds, ofPortal, limit }: { programmeIds: readonly string[]; ofPortal: boolean; limit: number },
): Promise<RightsRequest[]> {
  const { programmeId, outcome, answeredAt, dueOn, id } = rightsRequests
  return tx
    .select()
    .from(rightsRequests)
    .where(
      and(
        or(inArray(programmeId, [...programmeIds]), ofPortal ? isNull(programmeId) : undefined),
        sql`${outcome} is distinct from 'at-once'`,
      ),
    )
    .orderBy(sql`${outcome} is not null`, desc(answeredAt), asc(dueOn), asc(id))
    .limit(limit)
}

export async function findRightsRequest(tx: Tx, id: string): Promise<RightsRequest | null> {
  const [row] = await tx
    .select()
    .from(rightsRequests)
    .where(eq(sql`${rightsRequests.id}::text`, id))
  return row ?? null
}

type Answer = Pick<typeof rightsRequests.$inferInsert, 'outcome' | 'sealedAnswer' | 'answeredAt' | 'answeredBy'>
type Extension = Pick<typeof rightsRequests.$inferInsert, 'dueOn' | 'sealedReason' | 'extendedAt' | 'extendedBy'>

/** Writes an answer, or that it takes longer, where there is no answer yet; says whether it did. */
export async function changeOpenRequest(tx: Tx, id: string, change: Answer | Extension): Promise<boolean> {
  const rows = await tx
    .update(rightsRequests)
    .set(change)
    .where(and(eq(rightsRequests.id, id), isNull(rightsRequests.outcome)))
    .returning({ id: rightsRequests.id })
  return rows.length > 0
}
