import { findStreamOf, updateStream } from '#db/queries/event-streams.server.ts'
import { lockNode } from '#db/queries/nodes.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/** `disabled` can be asked for and is refused: a node that is never told of a withdrawal is what we exist to prevent. */
export type StreamStatus = { status: 'enabled' | 'paused' | 'disabled'; reason?: string | undefined }

/** Pauses a node's stream or lets it go on (SSF 1.0 §8.1.2.2); what happens meanwhile is kept and sent afterwards. */
export function setStreamStatus(
  { db }: Portal,
  node: { id: string; organisationId: string },
  { id, status, reason }: StreamStatus & { id: string },
): Promise<Decision<StreamStatus, 'event-stream-not-found' | 'event-stream-must-deliver'>> {
  return db.as({ organisation: node.organisationId }, async (tx) => {
    await lockNode(tx, node.id)
    const stream = await findStreamOf(tx, node.id)
    if (stream?.id !== id) return refused('event-stream-not-found')
    if (status === 'disabled') return refused('event-stream-must-deliver')
    await updateStream(tx, id, { status, statusReason: reason ?? null })
    return recorded({ status, reason })
  })
}
