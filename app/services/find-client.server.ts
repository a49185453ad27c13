import { findNodeByClientId, type Node } from '#db/queries/nodes.server.ts'
import type { Portal } from '../portal.server.ts'
import { perPortal } from './per-portal.server.ts'
import { remembered } from './remembered.server.ts'

/** A node as the client that asks for access: what it may and how it proves who it is. */
export type Client = Pick<Node, 'id' | 'clientId' | 'status' | 'jwks' | 'scopes'>

export async function findClient(portal: Portal, clientId: string): Promise<Client | null> {
  return clientOf(portal)(clientId)
}

/** Remembered until one of these members changes; what else stands in the node's row is not told of. */
const clientOf = perPortal(({ db, changes }) =>
  remembered(changes, 'node', async (asked: string) => {
    const found = await db.alone((statement) => findNodeByClientId(statement, asked))
    if (!found) return null
    const { id, clientId, status, jwks, scopes } = found
    return { rowId: id, answer: { id, clientId, status, jwks, scopes } }
  }),
)
