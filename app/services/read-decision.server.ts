import { type FoundDecision, findDecision } from '#db/queries/noted-decisions.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

export type ReadDecision = FoundDecision

/** What a hospital's node was answered, as it was noted. */
export async function readDecision(
  { db }: Portal,
  { organisationId, decisionId }: { organisationId: string; decisionId: string },
): Promise<Decision<ReadDecision, 'decision-not-found'>> {
  const found = await db.as({ organisation: organisationId }, (tx) => findDecision(tx, { organisationId, decisionId }))
  return found ? recorded(found) : refused('decision-not-found')
}
