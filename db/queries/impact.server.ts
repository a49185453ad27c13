import { and, asc, desc, eq, exists, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { ImpactSummary } from '#app/domain/impact/summary.ts'
import type { Tx } from '../client.server.ts'
import { audit, dataUses, impactDataUses, impactSummaries, usageReports, usageSubjects } from '../schema/index.ts'
import type { DataUse } from './data-uses.server.ts'

const columns = {
  id: impactSummaries.id,
  slug: impactSummaries.slug,
  programmeId: impactSummaries.programmeId,
  status: impactSummaries.status,
  authorId: impactSummaries.authorId,
  publisherId: impactSummaries.publisherId,
  figure: impactSummaries.figure,
  words: impactSummaries.words,
  createdAt: impactSummaries.createdAt,
  publishedAt: impactSummaries.publishedAt,
  correctedAt: impactSummaries.correctedAt,
  dataUseIds: sql<
    string[]
  >`array(select data_use_id from impact_data_uses where summary_id = ${impactSummaries.id} order by 1)`,
}

/** The summary, held until the transaction ends: of an edit and a publication at the same time one comes first. */
export async function lockSummary(tx: Tx, id: string): Promise<ImpactSummary | null> {
  await tx.select({ id: impactSummaries.id }).from(impactSummaries).where(isSummary(id)).for('update')
  return findSummary(tx, id)
}

export async function findSummary(tx: Tx, id: string): Promise<ImpactSummary | null> {
  const [row] = await tx.select(columns).from(impactSummaries).where(isSummary(id))
  return row ?? null
}

export async function findSummaryBySlug(tx: Tx, slug: string): Promise<ImpactSummary | null> {
  const [row] = await tx.select(columns).from(impactSummaries).where(eq(impactSummaries.slug, slug))
  return row ?? null
}

/** All summaries of these programmes, newest first. */
export async function findSummaries(tx: Tx, programmeIds: readonly string[]): Promise<ImpactSummary[]> {
  if (programmeIds.length === 0) return []
  return tx
    .select(columns)
    .from(impactSummaries)
    .where(inArray(impactSummaries.programmeId, [...programmeIds]))
    .orderBy(desc(impactSummaries.createdAt))
}

export async function findPublishedSummaries(tx: Tx): Promise<ImpactSummary[]> {
  return tx
    .select(columns)
    .from(impactSummaries)
    .where(eq(impactSummaries.status, 'published'))
    .orderBy(desc(impactSummaries.publishedAt))
}

export async function insertSummary(tx: Tx, { dataUseIds, ...summary }: ImpactSummary): Promise<void> {
  await tx.insert(impactSummaries).values(summary)
  await citeDataUses(tx, summary.id, dataUseIds)
}

/** Makes the rows say what the summary says; its row must be locked. */
export async function saveSummary(tx: Tx, { id, dataUseIds, ...summary }: ImpactSummary): Promise<void> {
  await tx.update(impactSummaries).set(summary).where(eq(impactSummaries.id, id))
  await tx.delete(impactDataUses).where(eq(impactDataUses.summaryId, id))
  await citeDataUses(tx, id, dataUseIds)
}

async function citeDataUses(tx: Tx, summaryId: string, dataUseIds: readonly string[]): Promise<void> {
  if (dataUseIds.length === 0) return
  await tx.insert(impactDataUses).values(dataUseIds.map((dataUseId) => ({ summaryId, dataUseId })))
}

/** Everyone who wrote on a summary before it was published, from the audit, which nobody can edit. */
export async function findWriters(tx: Tx, { id, authorId }: Pick<ImpactSummary, 'id' | 'authorId'>): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ actorId: audit.actorId })
    .from(audit)
    .where(
      and(
        inArray(audit.action, ['summary-drafted', 'summary-edited']),
        eq(audit.actorKind, 'staff'),
        sql`${audit.detail}->>'summary' = ${id}`,
      ),
    )
  return [authorId, ...rows.map(({ actorId }) => actorId)]
}

/** The data uses of a programme that people may hear of. */
export async function findDataUsesOf(tx: Tx, programmeId: string): Promise<DataUse[]> {
  return tx
    .select()
    .from(dataUses)
    .where(and(eq(dataUses.programmeId, programmeId), ne(dataUses.status, 'draft')))
    .orderBy(asc(dataUses.endsAt))
}

export type UseWithResults = { use: DataUse; isPublished: boolean }

/** Every approved data use, with whether a published summary tells what came of it. */
export async function findUsesWithResults(tx: Tx): Promise<UseWithResults[]> {
  const published = tx
    .select({ id: impactSummaries.id })
    .from(impactDataUses)
    .innerJoin(impactSummaries, eq(impactSummaries.id, impactDataUses.summaryId))
    .where(and(eq(impactDataUses.dataUseId, dataUses.id), eq(impactSummaries.status, 'published')))
  const rows = await tx
    .select({ use: dataUses, isPublished: exists(published) })
    .from(dataUses)
    .where(ne(dataUses.status, 'draft'))
    .orderBy(asc(dataUses.endsAt))
  return rows.map(({ use, isPublished }) => ({ use, isPublished: isPublished === true }))
}

/** The data uses in which this contributor's own data was used. */
export async function findUsesThatIncluded(tx: Tx, contributorId: string): Promise<Set<string>> {
  const rows = await tx
    .selectDistinct({ dataUseId: usageReports.dataUseId })
    .from(usageReports)
    .innerJoin(usageSubjects, eq(usageSubjects.reportId, usageReports.id))
    .where(
      and(
        eq(usageSubjects.contributorId, contributorId),
        eq(usageReports.outcome, 'used'),
        eq(usageReports.booking, 'accepted'),
      ),
    )
  return new Set(rows.map(({ dataUseId }) => dataUseId))
}

/** Compared as text: what is no UUID is simply not found. */
function isSummary(id: string): SQL {
  return sql`${impactSummaries.id}::text = ${id}`
}
