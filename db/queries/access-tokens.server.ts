import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { accessTokens, clientAssertions, nodes } from '../schema/index.ts'

export type AccessTokenRow = typeof accessTokens.$inferInsert

export async function insertAccessToken(tx: Tx, row: AccessTokenRow): Promise<void> {
  await tx.insert(accessTokens).values(row)
}

/** Whose token this is; joined to the node, so that its suspension and its scopes count at once. */
export async function findActiveBearer(tx: Tx, { hash, at }: { hash: Buffer; at: Date }) {
  const [row] = await tx
    .select({
      id: nodes.id,
      clientId: nodes.clientId,
      organisationId: nodes.organisationId,
      nodeScopes: nodes.scopes,
      tokenScopes: accessTokens.scopes,
    })
    .from(accessTokens)
    .innerJoin(nodes, eq(nodes.id, accessTokens.nodeId))
    .where(and(eq(accessTokens.hash, hash), gt(accessTokens.expiresAt, at), eq(nodes.status, 'active')))
  return row ?? null
}

/** False where this issuer has used this `jti` before: of two at once, one row is inserted (RFC 7523 §3). */
export async function insertAssertion(
  tx: Tx,
  assertion: { issuer: string; jti: string; expiresAt: Date },
): Promise<boolean> {
  const inserted = await tx
    .insert(clientAssertions)
    .values(assertion)
    .onConflictDoNothing()
    .returning({ jti: clientAssertions.jti })
  return inserted.length === 1
}
