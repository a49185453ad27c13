import { and, eq, gte, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentTokens, eventDeliveries } from '../schema/index.ts'

/** What one node was told about the end of a person's tokens, and what it said that it has. */
export type Receipt = {
  nodeId: string
  told: number
  sent: number
  acknowledged: number
  lastAcknowledgedAt: Date | null
}

/** The receipts of each node for the tokens of this person that were revoked since. */
export async function findReceipts(
  tx: Tx,
  { contributorId, since }: { contributorId: string; since: Date },
): Promise<Receipt[]> {
  return tx
    .select({
      nodeId: eventDeliveries.nodeId,
      told: sql<number>`count(*)::int`,
      sent: sql<number>`count(${eventDeliveries.sentAt})::int`,
      acknowledged: sql<number>`count(${eventDeliveries.acknowledgedAt})::int`,
      lastAcknowledgedAt: sql<Date | null>`max(${eventDeliveries.acknowledgedAt})`.mapWith(
        eventDeliveries.acknowledgedAt,
      ),
    })
    .from(consentTokens)
    .innerJoin(eventDeliveries, eq(eventDeliveries.tokenJti, consentTokens.jti))
    .where(
      and(
        eq(consentTokens.contributorId, contributorId),
        eq(eventDeliveries.type, 'consent-token-revoked'),
        gte(eventDeliveries.createdAt, since),
      ),
    )
    .groupBy(eventDeliveries.nodeId)
}
