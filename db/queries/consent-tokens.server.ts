import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentTokens, enrolments, nodes, statusLists } from '../schema/index.ts'
import { among } from './among.ts'

export type TokenRow = typeof consentTokens.$inferSelect

const LIVE = ['planned', 'issued'] as const

/** What could take the place of what a person's change no longer justifies. */
export async function findLiveTokensOf(tx: Tx, contributorId: string): Promise<TokenRow[]> {
  return tx
    .select()
    .from(consentTokens)
    .where(and(eq(consentTokens.contributorId, contributorId), inArray(consentTokens.state, LIVE)))
}

/** Revokes these tokens, marks their lists as changed and returns them. Lists are locked last. */
export async function revokeTokens(tx: Tx, jtis: readonly string[], at: Date): Promise<TokenRow[]> {
  if (jtis.length === 0) return []
  const held = heldInOrder(tx, among(consentTokens.jti, jtis))
  const revoked = await tx
    .update(consentTokens)
    .set({ state: 'revoked', revokedAt: at, compact: null })
    .from(held)
    .where(eq(consentTokens.jti, held.jti))
    .returning(getTableColumns(consentTokens))
  for (const listId of [...new Set(revoked.map(({ statusListId }) => statusListId))].sort()) {
    await tx
      .update(statusLists)
      .set({ revision: sql`${statusLists.revision} + 1` })
      .where(eq(statusLists.id, listId))
  }
  return revoked
}

/** Makes room for a successor of tokens that ran out. */
export async function expireTokens(tx: Tx, enrolmentIds: readonly string[], at: Date): Promise<void> {
  const held = heldInOrder(tx, and(among(consentTokens.enrolmentId, enrolmentIds), lte(consentTokens.expiresAt, at)))
  await tx.update(consentTokens).set({ state: 'expired' }).from(held).where(eq(consentTokens.jti, held.jti))
}

/** Live tokens, locked in the one order in which everybody locks several: no two wait for each other. */
function heldInOrder(tx: Tx, which: SQL | undefined) {
  return tx
    .select({ jti: consentTokens.jti })
    .from(consentTokens)
    .where(and(which, inArray(consentTokens.state, LIVE)))
    .orderBy(asc(consentTokens.jti))
    .for('update')
    .as('held')
}

export type TokenPlan = Omit<TokenRow, 'state' | 'revokedAt' | 'cursor' | 'compact' | 'kid'>

/** One statement takes 65,534 parameters. */
const PLANS_AT_ONCE = 1000

/** Records the tokens that are about to be signed; one whose index is taken is left out. */
export async function insertPlannedTokens(tx: Tx, plans: readonly TokenPlan[]): Promise<void> {
  for (let start = 0; start < plans.length; start += PLANS_AT_ONCE) {
    const some = plans.slice(start, start + PLANS_AT_ONCE)
    await tx
      .insert(consentTokens)
      .values(some.map((plan) => ({ ...plan, state: 'planned' as const })))
      .onConflictDoNothing()
  }
}

/** The live tokens of these enrolments at one node for one target. */
export async function findLiveTokens(
  tx: Tx,
  { nodeId, basis, target, enrolmentIds }: TokenKey & { enrolmentIds: readonly string[] },
): Promise<TokenRow[]> {
  return tx
    .select()
    .from(consentTokens)
    .where(
      and(
        eq(consentTokens.nodeId, nodeId),
        eq(consentTokens.basis, basis),
        eq(consentTokens.target, target),
        among(consentTokens.enrolmentId, enrolmentIds),
        inArray(consentTokens.state, LIVE),
      ),
    )
}

export type TokenKey = { nodeId: string; basis: 'consent' | 'altruism'; target: string }

/** Releases signed tokens under the node's row lock, so that a higher cursor is never committed before a lower one; names those that were. */
export async function releaseTokens(
  tx: Tx,
  nodeId: string,
  { kid, signed }: { kid: string; signed: readonly { jti: string; compact: string }[] },
): Promise<string[]> {
  if (signed.length === 0) return []
  const [node] = await tx
    .update(nodes)
    .set({ tokenCursor: sql`${nodes.tokenCursor} + ${signed.length}` })
    .where(eq(nodes.id, nodeId))
    .returning({ last: nodes.tokenCursor })
  if (!node) throw new Error('the node is gone')
  const first = node.last - signed.length + 1
  const rows = JSON.stringify(signed.map((one, index) => ({ ...one, cursor: first + index })))
  const planned = among(
    consentTokens.jti,
    signed.map(({ jti }) => jti),
  )
  const released = await tx.execute<{ jti: string }>(sql`
    with held as materialized (
      select jti from consent_tokens where ${planned} and state = 'planned' order by jti for update
    )
    update consent_tokens as token
    set state = 'issued', kid = ${kid}, compact = signed.compact, cursor = signed.cursor
    from held join jsonb_to_recordset(${rows}::text::jsonb) as signed (jti uuid, compact text, cursor bigint) using (jti)
    where token.jti = held.jti returning token.jti`)
  return released.map(({ jti }) => jti)
}

export type ReleasedToken = { subject: string; compact: string; expiresAt: Date; cursor: number; jti: string }

/** What a node may hold for one target, in cursor order. */
export async function findReleasedTokens(
  tx: Tx,
  { nodeId, basis, target, since, limit, at }: TokenKey & { since: number; limit: number; at: Date },
): Promise<ReleasedToken[]> {
  return released(
    tx,
    and(
      eq(consentTokens.nodeId, nodeId),
      eq(consentTokens.basis, basis),
      eq(consentTokens.target, target),
      eq(consentTokens.state, 'issued'),
      gt(consentTokens.cursor, since),
      gt(consentTokens.expiresAt, at),
    ),
    limit,
  )
}

export async function findReleasedByJti(tx: Tx, jtis: readonly string[]): Promise<ReleasedToken[]> {
  return released(tx, and(among(consentTokens.jti, jtis), eq(consentTokens.state, 'issued')), jtis.length)
}

async function released(tx: Tx, where: ReturnType<typeof and>, limit: number): Promise<ReleasedToken[]> {
  const rows = await tx
    .select({
      subject: enrolments.pseudonym,
      compact: consentTokens.compact,
      expiresAt: consentTokens.expiresAt,
      cursor: consentTokens.cursor,
      jti: consentTokens.jti,
    })
    .from(consentTokens)
    .innerJoin(enrolments, eq(enrolments.id, consentTokens.enrolmentId))
    .where(where)
    .orderBy(asc(consentTokens.cursor))
    .limit(limit)
  return rows.map(({ compact, cursor, ...row }) => ({ ...row, compact: compact ?? '', cursor: cursor ?? 0 }))
}

/** What was planned before `before` and never released: its signature may exist somewhere. One that is just being released is passed over. */
export async function findAbandonedPlans(tx: Tx, before: Date): Promise<TokenRow[]> {
  return tx
    .select()
    .from(consentTokens)
    .where(and(eq(consentTokens.state, 'planned'), lt(consentTokens.plannedAt, before)))
    .limit(1000)
    .for('update', { skipLocked: true })
}

/** Of an enrolment: nothing that is a switch of its own forbids the token, and there is none. */
export function mayBeDue({
  organisationId,
  nodeId,
  basis,
  target,
  at,
}: TokenKey & { organisationId: string; at: Date }): SQL | undefined {
  const switchedOn =
    basis === 'consent'
      ? sql`exists (select from consents c where c.contributor_id = ${enrolments.contributorId}
              and c.programme_id = ${target} and c.state = 'given' and c.expires_at > ${at.toISOString()}::timestamptz)`
      : sql`exists (select from altruism_preferences a where a.contributor_id = ${enrolments.contributorId}
              and (a.mode = 'include-me' or a.mode = 'ask-me' and exists (select from use_answers u
                where u.contributor_id = a.contributor_id and u.data_use_id = ${target} and u.answer = 'yes')))`
  return and(
    eq(enrolments.organisationId, organisationId),
    isNotNull(enrolments.contributorId),
    switchedOn,
    sql`not exists (select from objections o where o.contributor_id = ${enrolments.contributorId})`,
    sql`not exists (select from consent_tokens t where t.enrolment_id = ${enrolments.id} and t.node_id = ${nodeId}
          and t.basis = ${basis} and t.target = ${target} and t.state = 'issued'
          and t.expires_at > ${at.toISOString()}::timestamptz)`,
  )
}

/** People of this hospital for whom a token might be due: claimed, no live token for the target; a page in id order. */
export async function findEnrolmentsWithoutToken(
  tx: Tx,
  {
    organisationId,
    nodeId,
    basis,
    target,
    after,
    limit,
    at,
  }: TokenKey & {
    organisationId: string
    after: string | null
    limit: number
    at: Date
  },
): Promise<{ id: string; contributorId: string; pseudonym: string }[]> {
  const rows = await tx
    .select({ id: enrolments.id, contributorId: enrolments.contributorId, pseudonym: enrolments.pseudonym })
    .from(enrolments)
    .where(
      and(
        mayBeDue({ organisationId, nodeId, basis, target, at }),
        after === null ? undefined : gt(enrolments.id, after),
      ),
    )
    .orderBy(asc(enrolments.id))
    .limit(limit)
  return rows.flatMap((row) => (row.contributorId ? [{ ...row, contributorId: row.contributorId }] : []))
}

/** Every entry of a list whose token was revoked and has not run out. */
export async function findRevokedIndices(tx: Tx, statusListId: string, at: Date): Promise<number[]> {
  const rows = await tx
    .select({ index: consentTokens.statusIndex })
    .from(consentTokens)
    .where(
      and(
        eq(consentTokens.statusListId, statusListId),
        isNotNull(consentTokens.revokedAt),
        gt(consentTokens.expiresAt, at),
      ),
    )
  return rows.map(({ index }) => index)
}

/** Which of these entries were ever given to a token. */
export async function findPlacesTaken(tx: Tx, statusListId: string, indices: readonly number[]): Promise<Set<number>> {
  const rows = await tx
    .select({ index: consentTokens.statusIndex })
    .from(consentTokens)
    .where(and(eq(consentTokens.statusListId, statusListId), inArray(consentTokens.statusIndex, [...indices])))
  return new Set(rows.map(({ index }) => index))
}

/** Until when this token, known by its identity and not its text, lives at its node. */
export async function findLiveToken(tx: Tx, { jti, nodeId, at }: { jti: string; nodeId: string; at: Date }) {
  const [row] = await tx
    .select({ jti: consentTokens.jti, expiresAt: consentTokens.expiresAt })
    .from(consentTokens)
    .where(
      and(
        eq(consentTokens.jti, jti),
        eq(consentTokens.nodeId, nodeId),
        eq(consentTokens.state, 'issued'),
        gt(consentTokens.expiresAt, at),
      ),
    )
  return row ?? null
}
