import { and, desc, eq, sql } from 'drizzle-orm'
import type { Representation } from '#app/domain/access/representation.ts'
import type { Tx } from '../client.server.ts'
import { enrolments, representations } from '../schema/index.ts'
import { keptRepresentation } from './representations.server.ts'

export type RegisteredRepresentation = Representation & { selector: string; pseudonym: string | null }

/** What this hospital registered for minors, the newest first, each with the hospital's own number of its patient. */
export async function findRegistered(
  tx: Tx,
  { organisationId, limit }: { organisationId: string; limit: number },
): Promise<RegisteredRepresentation[]> {
  const rows = await tx
    .select({ representation: representations, pseudonym: sql<string | null>`min(${enrolments.pseudonym})` })
    .from(representations)
    .leftJoin(
      enrolments,
      and(
        eq(enrolments.contributorId, representations.contributorId),
        eq(enrolments.organisationId, representations.registeredBy),
      ),
    )
    .where(eq(representations.registeredBy, organisationId))
    .groupBy(representations.id)
    .orderBy(desc(representations.createdAt))
    .limit(limit)
  return rows.map(({ representation, pseudonym }) => ({ ...keptRepresentation(representation), pseudonym }))
}
