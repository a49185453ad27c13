import { findStreamOf, updateStream } from '#db/queries/event-streams.server.ts'
import { lockNode } from '#db/queries/nodes.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

/** How many seconds lie between two verifications of a stream. */
export const VERIFICATION_INTERVAL = 60

type Verification = { id: string; state?: string | undefined }

/** Sends a verification event down the node's stream, so that it can see that events arrive (SSF 1.0 §8.1.4). */
export function verifyEventStream(
  { db, clock }: Portal,
  node: { id: string; organisationId: string },
  { id, state }: Verification,
): Promise<Decision<true, 'event-stream-not-found' | 'verification-too-soon'>> {
  return db.as({ organisation: node.organisationId }, async (tx) => {
    await lockNode(tx, node.id)
    const stream = await findStreamOf(tx, node.id)
    if (stream?.id !== id) return refused('event-stream-not-found')
    const at = clock.now()
    const earliest = (stream.verifiedAt?.getTime() ?? 0) + VERIFICATION_INTERVAL * 1000
    if (at.getTime() < earliest) return refused('verification-too-soon')

    await updateStream(tx, id, { verifiedAt: at })
    const payload = { stream_id: id, ...(state !== undefined && { state }) }
    await enqueue(tx, [{ type: 'verification', nodeId: node.id, payload }], at)
    return recorded(true)
  })
}
