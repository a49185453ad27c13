import { and, asc, eq, exists, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { NodeEvent } from '#app/domain/event/node-event.ts'
import type { Tx } from '../client.server.ts'
import { eventDeliveries, nodeProgrammes, nodes, organisations } from '../schema/index.ts'

/** Events of one kind that one node does not have, all for the same reason; of people it says nothing. */
export type Undelivered = {
  hospital: string
  clientId: string
  type: NodeEvent
  /** The node said that it cannot use them, pushing was given up, or they wait to be polled. */
  state: 'refused' | 'given-up' | 'waiting'
  /** What stood in the way, as a code (RFC 8935 §2.4). */
  error: string | null
  count: number
  oldest: Date
}

const state = sql<Undelivered['state']>`case when ${eventDeliveries.refusedAt} is not null then 'refused'
  when ${eventDeliveries.deadAt} is not null then 'given-up' else 'waiting' end`
const error = sql<string | null>`${eventDeliveries.error} ->> 'err'`

/** What the nodes of these programmes do not have: refused, given up, or not fetched since `waitingSince`. */
export async function findUndelivered(
  tx: Tx,
  { programmeIds, waitingSince }: { programmeIds: readonly string[]; waitingSince: Date },
): Promise<Undelivered[]> {
  const takesPart = tx
    .select({ one: sql`1` })
    .from(nodeProgrammes)
    .where(and(eq(nodeProgrammes.nodeId, nodes.id), inArray(nodeProgrammes.programmeId, [...programmeIds])))
  const rows = await tx
    .select({
      hospital: organisations.name,
      clientId: nodes.clientId,
      type: eventDeliveries.type,
      state,
      error,
      count: sql<number>`count(*)::int`,
      oldest: sql<string>`min(${eventDeliveries.createdAt})`,
    })
    .from(eventDeliveries)
    .innerJoin(nodes, eq(nodes.id, eventDeliveries.nodeId))
    .innerJoin(organisations, eq(organisations.id, nodes.organisationId))
    .where(
      and(
        exists(takesPart),
        isNull(eventDeliveries.acknowledgedAt),
        or(
          isNotNull(eventDeliveries.deadAt),
          isNotNull(eventDeliveries.refusedAt),
          lt(eventDeliveries.createdAt, waitingSince),
        ),
      ),
    )
    .groupBy(organisations.name, nodes.clientId, eventDeliveries.type, state, error)
    .orderBy(asc(organisations.name), asc(nodes.clientId), asc(eventDeliveries.type))
  return rows.map((row) => ({ ...row, type: row.type as NodeEvent, oldest: new Date(row.oldest) }))
}
