import { and, asc, eq, gte, lt } from 'drizzle-orm'
import type { NotedDecision } from '#app/domain/fhir/audit-event.ts'
import type { Tx } from '../client.server.ts'
import { audit, nodes } from '../schema/index.ts'

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
