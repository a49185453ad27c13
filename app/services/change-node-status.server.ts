import { takeGround } from '#db/queries/issue-hold.server.ts'
import { revokeAllTokens } from '#db/queries/mass-revocation.server.ts'
import { findNodeByClientId, lockNode, setNodeStatus } from '#db/queries/nodes.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type NodeStatus, type NodeStatusRefusal, nodeStatusChange } from '../domain/operation/node-status.ts'
import type { Operator } from '../domain/operation/operator.ts'
import type { Portal } from '../portal.server.ts'
import { noteOperation } from './note-operation.server.ts'

export type ChangedNode = { status: NodeStatus; tokensRevoked: number }

/**
 * Suspends a node, lets it go on, or ends it. Whatever stops it revokes all that it holds and tells it, in one
 * transaction: no issue under way releases anything afterwards, and its access tokens open nothing more. Once it goes
 * on, it is issued tokens anew.
 */
export async function changeNodeStatus(
  { db, clock }: Portal,
  { clientId, to, by }: { clientId: string; to: NodeStatus; by: Operator },
): Promise<Decision<ChangedNode, NodeStatusRefusal | 'node-not-found'>> {
  return db.as({ task: 'revoke' }, async (tx) => {
    const found = await findNodeByClientId(tx, clientId)
    if (!found) return refused('node-not-found')
    await takeGround(tx, `node ${found.id}`)
    const decision = nodeStatusChange((await lockNode(tx, found.id)).status, to)
    if (!decision.ok) return decision

    const at = clock.now()
    await setNodeStatus(tx, found.id, to)
    const tokensRevoked = to === 'active' ? 0 : await revokeAllTokens(tx, { nodeId: found.id }, at)
    if (to === 'suspended') {
      await enqueue(tx, [{ type: 'node-suspended', nodeId: found.id, payload: { client_id: clientId } }], at)
    }
    await noteOperation(tx, by, `node-${to}`, { client_id: clientId, tokens_revoked: tokensRevoked }, at)
    return recorded({ status: to, tokensRevoked })
  })
}
