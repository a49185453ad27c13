import { findActiveBearer } from '#db/queries/access-tokens.server.ts'
import { accessTokenHash } from '../crypto/access-token.server.ts'
import type { Portal } from '../portal.server.ts'
import { perPortal } from './per-portal.server.ts'
import { remembered } from './remembered.server.ts'

/** The node that asks, with the scopes that its token and the node itself hold now. */
export type BearerNode = { id: string; clientId: string; organisationId: string; scopes: string[] }

/** Whose access token this is, or null where it is nobody's: unknown, expired, or of a node that is not active. */
export async function recogniseNode(portal: Portal, token: string): Promise<BearerNode | null> {
  const bearer = await bearerOf(portal)(token)
  return bearer && bearer.expiresAt > portal.clock.now() ? bearer.node : null
}

/** Remembered by the token itself, which lives for minutes, until the node changes: it is suspended, or loses a scope, on every instance at once (ASVS 8.3.2). */
const bearerOf = perPortal(({ db, clock, changes }) =>
  remembered(changes, 'node', async (token) => {
    const asked = { hash: accessTokenHash(token), at: clock.now() }
    const found = await db.alone((statement) => findActiveBearer(statement, asked))
    if (!found) return null
    const { nodeScopes, tokenScopes, expiresAt, ...node } = found
    const scopes = tokenScopes.filter((scope) => nodeScopes.includes(scope))
    return { rowId: node.id, answer: { expiresAt, node: { ...node, scopes } } }
  }),
)
