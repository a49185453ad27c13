import { eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consents, consentTokens, statusLists } from '../schema/index.ts'
import { among } from './among.ts'

/** What live tokens have in common that are taken back together. */
export type TokensOf = { nodeId: string } | { dataUseId: string } | { formId: string } | { kid: string }

/** Revokes every live token of this kind and tells each one's node, in as many statements for one as for a hundred thousand. */
export async function revokeAllTokens(tx: Tx, which: TokensOf, at: Date): Promise<number> {
  const now = sql`${at.toISOString()}::timestamptz`
  const changed = await tx.execute<{ list: string; tokens: number }>(sql`
    with held as materialized (
      select jti from consent_tokens where state in ('planned', 'issued') and expires_at > ${now} and ${isOf(which)}
      order by jti for update
    ), revoked as (
      update consent_tokens as token set state = 'revoked', revoked_at = ${now}, compact = null
      from held where token.jti = held.jti returning token.jti, token.node_id, token.status_list_id
    ), told as materialized (
      select gen_random_uuid() as event_id, jti, node_id from revoked
    ), noted as (
      insert into outbox (event_id, type, node_id, payload, created_at)
      select event_id, 'consent-token-revoked', node_id, jsonb_build_object('jti', jti), ${now} from told
    ), addressed as (
      insert into event_deliveries (jti, event_id, node_id, type, token_jti, created_at)
      select gen_random_uuid(), told.event_id, nodes.id, 'consent-token-revoked', told.jti, ${now}
      from told join nodes on nodes.id = told.node_id
      where nodes.status <> 'decommissioned' and 'accord/events.read' = any (nodes.scopes)
    )
    select status_list_id as list, count(*)::int as tokens from revoked group by status_list_id`)
  await markChanged(
    tx,
    changed.map(({ list }) => list),
  )
  return changed.reduce((sum, { tokens }) => sum + tokens, 0)
}

/** Every list is signed anew: what is published now was signed with a key that is taken back. */
export async function markAllListsChanged(tx: Tx): Promise<void> {
  const lists = await tx.select({ id: statusLists.id }).from(statusLists)
  await markChanged(
    tx,
    lists.map(({ id }) => id),
  )
}

/** What a token rests on is in its row, but for the form: that is where the person stands. */
function isOf(which: TokensOf): SQL {
  if ('nodeId' in which) return eq(consentTokens.nodeId, which.nodeId)
  if ('kid' in which) return eq(consentTokens.kid, which.kid)
  if ('dataUseId' in which) return sql`basis = 'altruism' and ${eq(consentTokens.target, which.dataUseId)}`
  return sql`basis = 'consent' and exists (select from ${consents} where ${consents.contributorId} = ${consentTokens.contributorId}
    and ${consents.programmeId} = ${consentTokens.target} and ${consents.formId} = ${which.formId})`
}

/** Lists are locked last, by everybody in the same order, and not against tokens that only name them. */
async function markChanged(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .select({ id: statusLists.id })
    .from(statusLists)
    .where(among(statusLists.id, ids, 'text'))
    .orderBy(sql`${statusLists.id} collate "C"`)
    .for('no key update')
  await tx
    .update(statusLists)
    .set({ revision: sql`${statusLists.revision} + 1` })
    .where(among(statusLists.id, ids, 'text'))
}
