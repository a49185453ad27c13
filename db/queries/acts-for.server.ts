import { and, desc, eq } from 'drizzle-orm'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import type { Tx } from '../client.server.ts'
import { consentEvents } from '../schema/index.ts'

/** What a representative did, as far as it stands in the open. */
export type ActFor = {
  id: string
  representationId: string
  type: ConsentEvent['type']
  programmeId: string | null
  recordedAt: Date
}

/** What representatives did for this person, the latest first. */
export async function findActsFor(tx: Tx, contributorId: string, limit: number): Promise<ActFor[]> {
  const { id, actorId, type, programmeId, recordedAt } = consentEvents
  return tx
    .select({ id, representationId: actorId, type, programmeId, recordedAt })
    .from(consentEvents)
    .where(and(eq(consentEvents.contributorId, contributorId), eq(consentEvents.actorKind, 'representative')))
    .orderBy(desc(consentEvents.sequence))
    .limit(limit)
}
