import { and, eq } from 'drizzle-orm'
import type { NodeEvent } from '#app/domain/event/node-event.ts'
import type { Tx } from '../client.server.ts'
import { eventStreams } from '../schema/index.ts'

export type EventStream = Omit<typeof eventStreams.$inferSelect, 'eventsRequested'> & { eventsRequested: NodeEvent[] }

/** The one stream of a node, or null where it only polls. */
export async function findStreamOf(tx: Tx, nodeId: string): Promise<EventStream | null> {
  const [row] = await tx.select().from(eventStreams).where(eq(eventStreams.nodeId, nodeId))
  return row ? { ...row, eventsRequested: row.eventsRequested as NodeEvent[] } : null
}

/** False where the node has a stream already: of two at once, one is inserted. */
export async function insertStream(tx: Tx, stream: EventStream): Promise<boolean> {
  const inserted = await tx.insert(eventStreams).values(stream).onConflictDoNothing().returning({ id: eventStreams.id })
  return inserted.length === 1
}

export async function updateStream(
  tx: Tx,
  id: string,
  changes: Partial<Omit<EventStream, 'id' | 'nodeId' | 'createdAt'>>,
): Promise<void> {
  await tx.update(eventStreams).set(changes).where(eq(eventStreams.id, id))
}

/** True where this node had this stream. */
export async function deleteStream(tx: Tx, { id, nodeId }: { id: string; nodeId: string }): Promise<boolean> {
  const deleted = await tx
    .delete(eventStreams)
    .where(and(eq(eventStreams.id, id), eq(eventStreams.nodeId, nodeId)))
    .returning({ id: eventStreams.id })
  return deleted.length === 1
}
