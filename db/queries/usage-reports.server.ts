import { and, eq, inArray, or, sql } from 'drizzle-orm'
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

/**
 * The people among these pseudonyms whom the portal knows at this hospital. A pseudonym that was given up since `at` is
 * hers who went by it then and goes by the one that followed now; these few are followed one by one (`offset 0`).
 */
export async function findPeopleByPseudonym(
  tx: Tx,
  { organisationId, pseudonyms, at }: { organisationId: string; pseudonyms: readonly string[]; at: Date },
): Promise<NamedPerson[]> {
  return tx.execute<NamedPerson>(sql`
    with recursive named as (
      select id as first_id, retired_at, id, successor_id, contributor_id from enrolments
      where organisation_id = ${organisationId} and ${among(enrolments.pseudonym, pseudonyms, 'text')}
      union all
      select first_id, named.retired_at, later.id, later.successor_id, later.contributor_id
      from named cross join lateral (
        select id, successor_id, contributor_id from enrolments where enrolments.id = named.successor_id offset 0) as later
      where named.successor_id is not null)
    select id as "enrolmentId", contributor_id as "contributorId" from named
    where successor_id is null and contributor_id is not null
      and (retired_at is null or contributor_id = (
        select contributor_id from claims
        where enrolment_id = first_id and recorded_at <= ${at.toISOString()}::timestamptz
        order by id desc limit 1))`)
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
