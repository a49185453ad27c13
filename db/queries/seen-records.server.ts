import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { claims, consentEvents, enrolments, supersededForms } from '../schema/index.ts'
import { among } from './among.ts'
import { type SealedRow, sealedRow } from './consent-events.server.ts'
import { type Seen, wasSeen } from './seen.ts'

/** Whose these pseudonyms were when a decision looked; nobody's are absent. */
export async function findClaimantsSeen(
  tx: Tx,
  { organisationId, pseudonyms }: { organisationId: string; pseudonyms: readonly string[] },
  seen: Seen,
): Promise<Map<string, string>> {
  const rows = await tx
    .selectDistinctOn([claims.enrolmentId], { pseudonym: enrolments.pseudonym, contributorId: claims.contributorId })
    .from(enrolments)
    .innerJoin(claims, eq(claims.enrolmentId, enrolments.id))
    .where(
      and(
        eq(enrolments.organisationId, organisationId),
        among(enrolments.pseudonym, pseudonyms, 'text'),
        wasSeen(claims, seen),
      ),
    )
    .orderBy(claims.enrolmentId, desc(claims.id))
  return new Map(rows.flatMap(({ pseudonym, contributorId }) => (contributorId ? [[pseudonym, contributorId]] : [])))
}

/** Everything recorded for one contributor, oldest first, with whether a decision saw it. */
export async function findEventsWitnessed(
  tx: Tx,
  contributorId: string,
  seen: Seen,
): Promise<(SealedRow & { wasSeen: boolean })[]> {
  const rows = await tx
    .select({ event: consentEvents, wasSeen: wasSeen(consentEvents, seen) })
    .from(consentEvents)
    .where(eq(consentEvents.contributorId, contributorId))
    .orderBy(asc(consentEvents.sequence))
  return rows.map(({ event, wasSeen }) => ({ ...sealedRow(event), wasSeen }))
}

/** The forms that were taken back when a decision looked or, as is known by now, before. */
export async function findSupersededSeen(
  tx: Tx,
  seen: Seen,
  { orBefore }: { orBefore: boolean },
): Promise<Set<string>> {
  const { formId, at, recordedIn } = supersededForms
  const rows = await tx
    .select({ formId })
    .from(supersededForms)
    .where(sql`${wasSeen({ recordedAt: at, recordedIn }, seen)} or (${orBefore} and ${at} <= ${seen.at.toISOString()})`)
  return new Set(rows.map((row) => row.formId))
}
