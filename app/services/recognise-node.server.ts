import { findActiveBearer } from '#db/queries/access-tokens.server.ts'
import { accessTokenHash } from '../crypto/access-token.server.ts'
import type { Portal } from '../portal.server.ts'

/** The node that asks, with the scopes that its token and the node itself hold now. */
export type BearerNode = { id: string; clientId: string; organisationId: string; scopes: string[] }

/** Whose access token this is, or null where it is nobody's: unknown, expired, or of a node that is not active. */
export async function recogniseNode({ db, clock }: Portal, token: string): Promise<BearerNode | null> {
  const found = await db.as('public', (tx) => findActiveBearer(tx, { hash: accessTokenHash(token), at: clock.now() }))
  if (!found) return null
  const { nodeScopes, tokenScopes, ...node } = found
  return { ...node, scopes: tokenScopes.filter((scope) => nodeScopes.includes(scope)) }
}
