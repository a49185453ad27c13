import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentEvents } from '../schema/index.ts'
import { type SealedRow, sealedRow } from './consent-events.server.ts'
import { inIndexOrder } from './in-index-order.server.ts'

/** A row of a person's record, and the number of the one that it took the place of; null where it was the first of its kind. */
export type HistoryRow = SealedRow & { follows: number | null }

/** At most `limit` of one contributor's events, newest first, from just before a number on. */
export async function findHistoryRows(
  tx: Tx,
  contributorId: string,
  { before, limit }: { before: number; limit: number },
): Promise<HistoryRow[]> {
  const rows = await inIndexOrder(tx, () =>
    tx
      .select({ event: consentEvents, follows: sql<number | null>`greatest(${lastOfSame}, ${lastVoided})` })
      .from(consentEvents)
      .where(and(eq(consentEvents.contributorId, contributorId), lt(consentEvents.sequence, before)))
      .orderBy(desc(consentEvents.sequence))
      .limit(limit),
  )
  return rows.map(({ event, follows }) => ({ ...sealedRow(event), follows }))
}

/** These of one contributor's events. */
export async function findRowsOf(tx: Tx, contributorId: string, sequences: readonly number[]): Promise<SealedRow[]> {
  const rows = await tx
    .select()
    .from(consentEvents)
    .where(and(eq(consentEvents.contributorId, contributorId), inArray(consentEvents.sequence, [...sequences])))
  return rows.map(sealedRow)
}

/**
 * The last event before this one about the same thing: found at once in the index that is in this order, which takes a
 * column, because row-level security lets no expression be looked up.
 */
const lastOfSame = sql`(select earlier.sequence from consent_events earlier
  where earlier.contributor_id = consent_events.contributor_id and earlier.subject = consent_events.subject
    and earlier.sequence < consent_events.sequence
  order by earlier.sequence desc limit 1)`

/** A voided claim ends everything but an objection. */
const lastVoided = sql`(select earlier.sequence from consent_events earlier
  where earlier.contributor_id = consent_events.contributor_id and earlier.subject = 'claim'
    and earlier.sequence < consent_events.sequence and consent_events.type not in ('objected', 'objection-reversed')
  order by earlier.sequence desc limit 1)`
