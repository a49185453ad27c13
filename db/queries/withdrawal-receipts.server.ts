import { and, eq, sql } from 'drizzle-orm'
import type { NodeTold } from '#app/domain/consent/propagation.ts'
import type { Tx } from '../client.server.ts'
import { consentTokens, eventDeliveries } from '../schema/index.ts'

/** By node: what each was told of the end of a person's tokens for one programme, and has acknowledged. */
export async function findWithdrawalReceipts(
  tx: Tx,
  { contributorId, programmeId }: { contributorId: string; programmeId: string },
): Promise<Map<string, Omit<NodeTold, 'lastSyncAt'>>> {
  const rows = await tx
    .select({
      nodeId: eventDeliveries.nodeId,
      told: sql<number>`count(*)::int`,
      sent: sql<number>`count(${eventDeliveries.sentAt})::int`,
      acknowledged: sql<number>`count(${eventDeliveries.acknowledgedAt})::int`,
      lastSentAt: sql<Date | null>`max(${eventDeliveries.sentAt})`.mapWith(eventDeliveries.sentAt),
      lastAcknowledgedAt: sql<Date | null>`max(${eventDeliveries.acknowledgedAt})`.mapWith(
        eventDeliveries.acknowledgedAt,
      ),
    })
    .from(consentTokens)
    .innerJoin(eventDeliveries, eq(eventDeliveries.tokenJti, consentTokens.jti))
    .where(
      and(
        eq(consentTokens.contributorId, contributorId),
        eq(consentTokens.basis, 'consent'),
        eq(consentTokens.target, programmeId),
        eq(eventDeliveries.type, 'consent-token-revoked'),
      ),
    )
    .groupBy(eventDeliveries.nodeId)
  return new Map(rows.map(({ nodeId, ...told }) => [nodeId, told]))
}
