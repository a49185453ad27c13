import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentEvents, eventSubject } from '../schema/index.ts'
import { type SealedRow, sealedRow } from './consent-events.server.ts'

/** A row of a person's record, and the number of the one that it took the place of; null where it was the first of its kind. */
export type HistoryRow = SealedRow & { follows: number | null }

/** At most `limit` of one contributor's events, newest first, from just before a number on. */
export async function findHistoryRows(
  tx: Tx,
  contributorId: string,
  { before, limit }: { before: number; limit: number },
): Promise<HistoryRow[]> {
  const rows = await tx
    .select({ event: consentEvents, follows: sql<number | null>`greatest(${lastOfSame}, ${lastVoided})` })
    .from(consentEvents)
    .where(and(eq(consentEvents.contributorId, contributorId), lt(consentEvents.sequence, before)))
    .orderBy(desc(consentEvents.sequence))
    .limit(limit)
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

/** The last event before this one about the same thing. */
const lastOfSame = sql`(select max(earlier.sequence) from consent_events earlier
  where earlier.contributor_id = consent_events.contributor_id
    and ${eventSubject(sql`earlier.`)} = ${eventSubject(sql`consent_events.`)}
    and earlier.sequence < consent_events.sequence)`

/** A voided claim ends everything but an objection. */
const lastVoided = sql`(select max(earlier.sequence) from consent_events earlier
  where earlier.contributor_id = consent_events.contributor_id and ${eventSubject(sql`earlier.`)} = 'claim'
    and earlier.sequence < consent_events.sequence and consent_events.type not in ('objected', 'objection-reversed'))`
