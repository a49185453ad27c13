import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import type { Tx } from '../client.server.ts'
import { consentTokens, enrolments, usageReports, usageSubjects } from '../schema/index.ts'
import { among } from './among.ts'

export type BookedReport = typeof usageReports.$inferSelect
export type NamedPerson = { enrolmentId: string; contributorId: string }

/** What this node has reported under any of these `jti` or numbers. */
export async function findReportsLike(
  tx: Tx,
  nodeId: string,
  like: readonly { jti: string; sequence: number }[],
): Promise<BookedReport[]> {
  const jtis = like.map(({ jti }) => jti)
  const sequences = like.map(({ sequence }) => sequence)
  return tx
    .select()
    .from(usageReports)
    .where(
      and(
        eq(usageReports.nodeId, nodeId),
        or(among(usageReports.jti, jtis, 'text'), inArray(usageReports.sequence, sequences)),
      ),
    )
}

export async function insertReport(
  tx: Tx,
  report: typeof usageReports.$inferInsert,
  people: readonly (NamedPerson & { covered: boolean })[],
): Promise<void> {
  await tx.insert(usageReports).values(report)
  if (people.length > 0) {
    await tx.insert(usageSubjects).values(people.map((person) => ({ ...person, reportId: report.id })))
  }
}

/** The people among these pseudonyms whom the portal knows at this hospital. */
export async function findPeopleByPseudonym(
  tx: Tx,
  { organisationId, pseudonyms }: { organisationId: string; pseudonyms: readonly string[] },
): Promise<NamedPerson[]> {
  const rows = await tx
    .select({ enrolmentId: enrolments.id, contributorId: enrolments.contributorId })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.organisationId, organisationId),
        among(enrolments.pseudonym, pseudonyms, 'text'),
        isNotNull(enrolments.contributorId),
      ),
    )
  return rows.flatMap(({ enrolmentId, contributorId }) => (contributorId ? [{ enrolmentId, contributorId }] : []))
}

/** The people whose tokens, given to this node, these are: one row a token. */
export async function findPeopleByToken(
  tx: Tx,
  { nodeId, jtis }: { nodeId: string; jtis: readonly string[] },
): Promise<NamedPerson[]> {
  return tx
    .select({ enrolmentId: consentTokens.enrolmentId, contributorId: consentTokens.contributorId })
    .from(consentTokens)
    .where(and(eq(consentTokens.nodeId, nodeId), among(consentTokens.jti, jtis)))
}

/** The last number of the unbroken run that begins after `sequence`. */
export async function findEndOfRun(
  tx: Tx,
  { nodeId, sequence }: { nodeId: string; sequence: number },
): Promise<number> {
  const [row] = await tx.execute<{ length: number }>(sql`
    select count(*)::int as length from (
      select r.sequence, row_number() over (order by r.sequence) as place
      from usage_reports r where r.node_id = ${nodeId} and r.sequence > ${sequence}
    ) later where later.sequence = ${sequence} + later.place`)
  return sequence + (row?.length ?? 0)
}
