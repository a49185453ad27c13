import { findNotedDecisions } from '#db/queries/noted-decisions.server.ts'
import { type AuthorisationOutcome, auditEvent, type NotedDecision, outcomesOf } from '../domain/fhir/audit-event.ts'
import { boundsOf, type DateSearch, matchesInstant } from '../domain/fhir/date-search.ts'
import type { Portal } from '../portal.server.ts'

export type AuditPage = { events: ReturnType<typeof auditEvent>[]; next: number | null }

/**
 * The decisions given to one hospital's nodes, as audit events, oldest first; `next` is the place of the last one shown.
 * A decision that permitted some and not others is two events, at neighbouring places.
 */
export async function listAuditEvents(
  { db, settings }: Portal,
  asked: { organisationId: string; dates: readonly DateSearch[]; after: number | null; limit: number },
): Promise<AuditPage> {
  const { organisationId, dates, limit } = asked
  const after = asked.after ?? -1
  return db.as({ organisation: organisationId }, async (tx) => {
    const found: Placed[] = []
    let fromNumber = Math.floor((after + 1) / 2)
    while (found.length <= limit) {
      const page = { organisationId, fromNumber, ...boundsOf(dates), limit: limit + 1 }
      const decisions = await findNotedDecisions(tx, page)
      const sought = decisions.filter(({ at }) => dates.every((search) => matchesInstant(search, at)))
      found.push(...sought.flatMap(placed).filter(({ place }) => place > after))
      const last = decisions.at(-1)
      if (!last || decisions.length < page.limit) break
      fromNumber = last.number + 1
    }
    const shown = found.slice(0, limit)
    return {
      events: shown.map(({ decision, outcome }) => auditEvent(decision, outcome, settings.url)),
      next: found.length > limit ? (shown.at(-1)?.place ?? null) : null,
    }
  })
}

type Placed = { place: number; decision: NotedDecision; outcome: AuthorisationOutcome }

function placed(decision: NotedDecision & { number: number }): Placed[] {
  return outcomesOf(decision).map((outcome) => {
    return { place: decision.number * 2 + (outcome === 'deny' ? 1 : 0), decision, outcome }
  })
}
