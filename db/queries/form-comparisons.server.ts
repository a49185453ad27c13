import { and, count, eq, exists, gt, isNotNull, not, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consents, objections } from '../schema/index.ts'

/** How many people's yes rests on each version at this moment; whoever objects to any use is asked nothing. */
export async function countYesesByForm(
  tx: Tx,
  programmeId: string,
  at: Date,
): Promise<{ formId: string; people: number }[]> {
  const objecting = tx
    .select({ one: sql`1` })
    .from(objections)
    .where(eq(objections.contributorId, consents.contributorId))
  return tx
    .select({ formId: sql<string>`${consents.formId}`, people: count() })
    .from(consents)
    .where(
      and(
        eq(consents.programmeId, programmeId),
        eq(consents.state, 'given'),
        isNotNull(consents.formId),
        gt(consents.expiresAt, at),
        not(exists(objecting)),
      ),
    )
    .groupBy(consents.formId)
}
