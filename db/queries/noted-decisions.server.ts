import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import type { DataUseScope } from '#app/domain/consent/decide.ts'
import type { UseRequest } from '#app/domain/consent/provision.ts'
import type { NotedDecision } from '#app/domain/fhir/audit-event.ts'
import type { Tx } from '../client.server.ts'
import { audit, nodes } from '../schema/index.ts'
import { note } from './audit.server.ts'

/**
 * A decision as the audit keeps it: what was asked and how much was answered, never about whom; and what it takes to
 * answer again: which transactions had ended, and what the data use was approved for.
 */
export type DecisionDetail = UseRequest &
  (
    | { legal_basis: 'consent'; programme: string }
    | { legal_basis: 'altruism'; data_use: string; approved: Approval }
  ) & {
    decision_id: string
    evaluated: number
    permitted: number
    seen: string
  }

/** What a data use was approved for when it was asked about: that may change. */
export type Approval = Omit<DataUseScope, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }

/** A decision as it stands in the audit: one of before the portal noted what it had seen cannot be answered again. */
export type FoundDecision = { clientId: string; at: Date; detail: DecisionDetail | Unwitnessed }

type Unwitnessed = DecisionDetail extends infer Detail
  ? Detail extends unknown
    ? Omit<Detail, 'seen' | 'approved'>
    : never
  : never

export function isAnswerable(detail: FoundDecision['detail']): detail is DecisionDetail {
  return 'seen' in detail && (detail.legal_basis === 'consent' || 'approved' in detail)
}

export async function insertDecision(tx: Tx, clientId: string, detail: DecisionDetail, at: Date): Promise<void> {
  await note(tx, { actorKind: 'node', actorId: clientId, action: 'decided', detail }, at)
}

/** A decision given to one of a hospital's own nodes; null where there is none of this id. */
export async function findDecision(
  tx: Tx,
  { organisationId, decisionId }: { organisationId: string; decisionId: string },
): Promise<FoundDecision | null> {
  const [row] = await tx
    .select({ clientId: nodes.clientId, at: audit.at, detail: audit.detail })
    .from(audit)
    .innerJoin(nodes, and(eq(nodes.clientId, audit.actorId), eq(nodes.organisationId, organisationId)))
    .where(
      and(
        eq(audit.actorKind, 'node'),
        sql`${audit.action} = 'decided'`,
        sql`${audit.detail} ->> 'decision_id' = ${decisionId}`,
      ),
    )
  return row ? { ...row, detail: row.detail as FoundDecision['detail'] } : null
}

/** A page of the decisions given to a hospital's own nodes, oldest first, from a number on. */
export async function findNotedDecisions(
  tx: Tx,
  { organisationId, fromNumber, from, until, limit }: Sought,
): Promise<(NotedDecision & { number: number })[]> {
  const rows = await tx
    .select({ number: audit.id, at: audit.at, clientId: nodes.clientId, detail: audit.detail })
    .from(audit)
    .innerJoin(nodes, and(eq(nodes.clientId, audit.actorId), eq(nodes.organisationId, organisationId)))
    .where(
      and(
        eq(audit.actorKind, 'node'),
        eq(audit.action, 'decided'),
        gte(audit.id, fromNumber),
        from ? gte(audit.at, from) : undefined,
        until ? lt(audit.at, until) : undefined,
      ),
    )
    .orderBy(asc(audit.id))
    .limit(limit)
  return rows.map(({ detail, ...row }) => ({ ...row, ...decisionIn(detail), organisationId }))
}

type Sought = { organisationId: string; fromNumber: number; from: Date | null; until: Date | null; limit: number }

function decisionIn(detail: Record<string, unknown>) {
  const { decision_id, programme, data_use, purpose, evaluated, permitted } = detail
  return {
    id: String(decision_id),
    target: programme === undefined ? { data_use: String(data_use) } : { programme: String(programme) },
    purpose: String(purpose),
    evaluated: Number(evaluated),
    permitted: Number(permitted),
  }
}
