import { and, eq, gt, sql } from 'drizzle-orm'
import type { Statement } from '../client.server.ts'
import { accessTokens, type clientAssertions, nodes } from '../schema/index.ts'

/** An assertion that a client shows, and the access token that it is given for it, if any. */
export type Shown = {
  assertion: typeof clientAssertions.$inferInsert
  accessToken: typeof accessTokens.$inferInsert | null
}

/**
 * Which of these had not been shown before (RFC 7523 §3), by their place; only for those there is an access token then.
 * Of equal ones the first counts. All are inserted in one order, so that no two transactions wait for each other.
 */
export async function insertShown(db: Statement, all: readonly Shown[]): Promise<Set<number>> {
  const rows = await db.execute<{ place: number }>(sql`
    with shown as (
      select distinct on (issuer, jti) *
      from jsonb_to_recordset(${JSON.stringify(all.map(asJson))}::text::jsonb) as shown
        (place int, issuer text, jti text, ends timestamptz, hash text, node_id uuid, scopes text[], access_ends timestamptz)
      order by issuer, jti, place
    ), first_shown as (
      insert into client_assertions (issuer, jti, expires_at)
      select issuer, jti, ends from shown order by issuer, jti
      on conflict do nothing returning issuer, jti
    ), granted as (
      insert into access_tokens (hash, node_id, scopes, expires_at)
      select decode(hash, 'hex'), node_id, scopes, access_ends from shown join first_shown using (issuer, jti)
      where hash is not null
    )
    select place from shown join first_shown using (issuer, jti)`)
  return new Set(rows.map(({ place }) => place))
}

function asJson({ assertion, accessToken }: Shown, place: number) {
  const { issuer, jti, expiresAt: ends } = assertion
  const shown = { place, issuer, jti, ends }
  if (!accessToken) return shown
  const { hash, nodeId, scopes, expiresAt } = accessToken
  return { ...shown, hash: hash.toString('hex'), node_id: nodeId, scopes, access_ends: expiresAt }
}

/** Whose token this is; joined to the node, so that its suspension and its scopes count at once. */
export async function findActiveBearer(db: Statement, { hash, at }: { hash: Buffer; at: Date }) {
  const [row] = await db
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
