import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { ToldEvent } from '#app/domain/event/event-claims.ts'
import type { NodeEvent } from '#app/domain/event/node-event.ts'
import type { Tx } from '../client.server.ts'
import { eventDeliveries, outbox } from '../schema/index.ts'
import { among } from './among.ts'

type Addressed = {
  eventId: string
  type: string
  nodeId?: string
  organisationId?: string
  payload: Record<string, unknown>
}

/** Begins a delivery to each node that an event is for: one, a hospital's, or all; only to those that may read events. */
export async function addressToNodes(tx: Tx, events: readonly Addressed[], at: Date): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ eventId, type, nodeId, organisationId, payload }) => {
    return { event: eventId, type, node: nodeId, organisation: organisationId, token: payload.jti }
  })
  await tx.execute(sql`
    insert into event_deliveries (jti, event_id, node_id, type, token_jti, created_at)
    select gen_random_uuid(), told.event, nodes.id, told.type, told.token, ${at.toISOString()}::timestamptz
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as (event uuid, type text, node uuid, organisation uuid, token uuid)) with ordinality
      as told (event, type, node, organisation, token, place)
    join nodes on nodes.id = told.node or nodes.organisation_id = told.organisation
      or told.node is null and told.organisation is null
    where nodes.status <> 'decommissioned' and 'accord/events.read' = any (nodes.scopes)
    order by told.place, nodes.id`)
}

const pending = and(isNull(eventDeliveries.acknowledgedAt), isNull(eventDeliveries.refusedAt))

/** What this node has not answered yet, in order. A state, not a cursor: what commits late is simply still to come. */
export async function findPending(
  tx: Tx,
  { nodeId, types, limit }: { nodeId: string; types: readonly NodeEvent[]; limit: number },
): Promise<ToldEvent[]> {
  const rows = await tx
    .select({
      jti: eventDeliveries.jti,
      type: eventDeliveries.type,
      payload: outbox.payload,
      at: eventDeliveries.createdAt,
    })
    .from(eventDeliveries)
    .innerJoin(outbox, eq(outbox.eventId, eventDeliveries.eventId))
    .where(and(eq(eventDeliveries.nodeId, nodeId), pending, inArray(eventDeliveries.type, [...types])))
    .orderBy(asc(eventDeliveries.position))
    .limit(limit)
  return rows.map((row) => ({ ...row, type: row.type as NodeEvent }))
}

/** Notes when these first left the portal. */
export async function markSent(tx: Tx, jtis: readonly string[], at: Date): Promise<void> {
  await tx
    .update(eventDeliveries)
    .set({ sentAt: at })
    .where(and(among(eventDeliveries.jti, jtis), isNull(eventDeliveries.sentAt)))
}

/** The node's receipt for what it was sent; whatever was not sent to it is passed over. */
export async function acknowledge(
  tx: Tx,
  { nodeId, jtis, at }: { nodeId: string; jtis: readonly string[]; at: Date },
): Promise<void> {
  await tx.update(eventDeliveries).set({ acknowledgedAt: at }).where(answerable(nodeId, jtis))
}

export type SetError = { err: string; description?: string }

/** The node cannot use this event: it is not sent again, and staff see it. */
export async function recordError(
  tx: Tx,
  { nodeId, jti, error, at }: { nodeId: string; jti: string; error: SetError; at: Date },
): Promise<void> {
  await tx
    .update(eventDeliveries)
    .set({ refusedAt: at, error })
    .where(answerable(nodeId, [jti]))
}

function answerable(nodeId: string, jtis: readonly string[]) {
  return and(
    eq(eventDeliveries.nodeId, nodeId),
    among(eventDeliveries.jti, jtis),
    isNotNull(eventDeliveries.sentAt),
    pending,
  )
}
