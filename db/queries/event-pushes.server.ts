import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { ToldEvent } from '#app/domain/event/event-claims.ts'
import type { NodeEvent } from '#app/domain/event/node-event.ts'
import type { Tx } from '../client.server.ts'
import { eventDeliveries, eventStreams, nodes, outbox } from '../schema/index.ts'
import type { SetError } from './event-deliveries.server.ts'

export type PushStream = {
  nodeId: string
  clientId: string
  status: string
  endpointUrl: string
  authorization: Buffer | null
  eventsRequested: NodeEvent[]
}

/** The streams of nodes that may receive events, asked to have them pushed and did not pause them. */
export async function findPushStreams(tx: Tx): Promise<PushStream[]> {
  const rows = await tx
    .select({
      nodeId: nodes.id,
      clientId: nodes.clientId,
      status: nodes.status,
      endpointUrl: eventStreams.endpointUrl,
      authorization: eventStreams.authorization,
      eventsRequested: eventStreams.eventsRequested,
    })
    .from(eventStreams)
    .innerJoin(nodes, eq(nodes.id, eventStreams.nodeId))
    .where(
      and(
        eq(eventStreams.method, 'push'),
        eq(eventStreams.status, 'enabled'),
        sql`'accord/events.read' = any (${nodes.scopes})`,
      ),
    )
  return rows.map((row) => ({
    ...row,
    endpointUrl: row.endpointUrl ?? '',
    eventsRequested: row.eventsRequested as NodeEvent[],
  }))
}

export type NextPush = ToldEvent & { tries: number; nextTryAt: Date | null }

/** The first event that a node has still to be pushed, held; nothing overtakes it. */
export async function lockNextPush(
  tx: Tx,
  { nodeId, types }: { nodeId: string; types: readonly NodeEvent[] },
): Promise<NextPush | null> {
  const [row] = await tx
    .select({
      jti: eventDeliveries.jti,
      type: eventDeliveries.type,
      payload: outbox.payload,
      at: eventDeliveries.createdAt,
      tries: eventDeliveries.tries,
      nextTryAt: eventDeliveries.nextTryAt,
    })
    .from(eventDeliveries)
    .innerJoin(outbox, eq(outbox.eventId, eventDeliveries.eventId))
    .where(
      and(
        eq(eventDeliveries.nodeId, nodeId),
        inArray(eventDeliveries.type, [...types]),
        isNull(eventDeliveries.acknowledgedAt),
        isNull(eventDeliveries.refusedAt),
        isNull(eventDeliveries.deadAt),
      ),
    )
    .orderBy(asc(eventDeliveries.position))
    .limit(1)
    .for('update', { of: eventDeliveries })
  return row ? { ...row, type: row.type as NodeEvent } : null
}

/** Counts a try before it is made, so that no other worker makes it as well. */
export async function beginPush(tx: Tx, jti: string, { at, until }: { at: Date; until: Date }): Promise<void> {
  await tx
    .update(eventDeliveries)
    .set({
      tries: sql`${eventDeliveries.tries} + 1`,
      nextTryAt: until,
      sentAt: sql`coalesce(${eventDeliveries.sentAt}, ${at.toISOString()}::timestamptz)`,
    })
    .where(eq(eventDeliveries.jti, jti))
}

/** A push that failed: when it is tried again, or that it is given up. */
export async function recordFailedPush(
  tx: Tx,
  jti: string,
  { error, nextTryAt, at }: { error: SetError; nextTryAt: Date | null; at: Date },
): Promise<void> {
  const deadAt = nextTryAt ? null : at
  await tx.update(eventDeliveries).set({ error, nextTryAt, deadAt }).where(eq(eventDeliveries.jti, jti))
}
