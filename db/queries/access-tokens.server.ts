import { and, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { accessTokens, type clientAssertions, nodes } from '../schema/index.ts'

export type AccessTokenRow = typeof accessTokens.$inferInsert

export async function insertAccessTokens(tx: Tx, rows: readonly AccessTokenRow[]): Promise<void> {
  if (rows.length === 0) return
  const added = rows.map(({ hash, nodeId, scopes, expiresAt }) => {
    return { hash: hash.toString('hex'), node_id: nodeId, scopes, expires_at: expiresAt }
  })
  await tx.execute(sql`
    insert into access_tokens (hash, node_id, scopes, expires_at)
    select decode(hash, 'hex'), node_id, scopes, expires_at from jsonb_to_recordset(${JSON.stringify(added)}::text::jsonb)
      as added (hash text, node_id uuid, scopes text[], expires_at timestamptz)`)
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
      expiresAt: accessTokens.expiresAt,
    })
    .from(accessTokens)
    .innerJoin(nodes, eq(nodes.id, accessTokens.nodeId))
    .where(and(eq(accessTokens.hash, hash), gt(accessTokens.expiresAt, at), eq(nodes.status, 'active')))
  return row ?? null
}

export type AssertionRow = typeof clientAssertions.$inferInsert

/**
 * Those that their issuer had not used before: of two at once, one row is inserted (RFC 7523 §3). They are inserted in
 * one order, so that of two transactions with the same ones neither waits for the other in a circle.
 */
export async function insertAssertions(
  tx: Tx,
  rows: readonly AssertionRow[],
): Promise<Pick<AssertionRow, 'issuer' | 'jti'>[]> {
  const used = rows.map(({ issuer, jti, expiresAt }) => ({ issuer, jti, expires_at: expiresAt }))
  return tx.execute<Pick<AssertionRow, 'issuer' | 'jti'>>(sql`
    insert into client_assertions (issuer, jti, expires_at)
    select issuer, jti, expires_at from jsonb_to_recordset(${JSON.stringify(used)}::text::jsonb)
      as used (issuer text, jti text, expires_at timestamptz)
    order by issuer, jti
    on conflict do nothing returning issuer, jti`)
}
