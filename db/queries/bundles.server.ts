import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentTokens, enrolments } from '../schema/index.ts'
import { among } from './among.ts'
import { mayBeDue, type ReleasedToken, type TokenKey } from './consent-tokens.server.ts'
import { joiningByHash } from './joining-by-hash.server.ts'

export type TokenTargetKey = Pick<TokenKey, 'basis' | 'target'>

/** Which of these a node may be due tokens for: one question, however many there are. */
export async function findTargetsWithTokensDue(
  tx: Tx,
  targets: readonly TokenTargetKey[],
  asking: { organisationId: string; nodeId: string; at: Date },
): Promise<TokenTargetKey[]> {
  if (targets.length === 0) return []
  const each = targets.map(
    (key) => sql`select ${key.basis}::text as basis, ${key.target}::text as target
      where exists (select from ${enrolments} where ${mayBeDue({ ...key, ...asking })})`,
  )
  await findByIndex(tx)
  return joiningByHash(tx, () => tx.execute<TokenTargetKey>(sql.join(each, sql` union all `)))
}

/** Until PostgreSQL has counted a hospital's new people, it would list all of them for each one whom it looks up. */
async function findByIndex(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('enable_bitmapscan', 'off', true)`)
}

/** What a node may hold of all these beyond a cursor, in cursor order. */
export async function findReleasedTokensOf(
  tx: Tx,
  {
    nodeId,
    targets,
    since,
    limit,
    at,
  }: {
    nodeId: string
    targets: readonly TokenTargetKey[]
    since: number
    limit: number
    at: Date
  },
): Promise<(ReleasedToken & TokenTargetKey)[]> {
  const rows = await tx
    .select({
      subject: enrolments.pseudonym,
      compact: consentTokens.compact,
      expiresAt: consentTokens.expiresAt,
      cursor: consentTokens.cursor,
      jti: consentTokens.jti,
      basis: consentTokens.basis,
      target: consentTokens.target,
    })
    .from(consentTokens)
    .innerJoin(enrolments, eq(enrolments.id, consentTokens.enrolmentId))
    .where(
      and(
        eq(consentTokens.nodeId, nodeId),
        isOneOf(targets),
        eq(consentTokens.state, 'issued'),
        gt(consentTokens.cursor, since),
        gt(consentTokens.expiresAt, at),
      ),
    )
    .orderBy(asc(consentTokens.cursor))
    .limit(limit)
  return rows.map(({ compact, cursor, ...row }) => ({ ...row, compact: compact ?? '', cursor: cursor ?? 0 }))
}

function isOneOf(targets: readonly TokenTargetKey[]): SQL | undefined {
  return or(
    ...(['consent', 'altruism'] as const).map((basis) => {
      const names = targets.filter((key) => key.basis === basis).map(({ target }) => target)
      return and(eq(consentTokens.basis, basis), among(consentTokens.target, names, 'text'))
    }),
  )
}
