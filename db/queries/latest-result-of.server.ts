import { and, desc, eq, exists } from 'drizzle-orm'
import type { SummaryWords } from '#app/domain/impact/summary.ts'
import type { Tx } from '../client.server.ts'
import { impactDataUses, impactSummaries, usageReports, usageSubjects } from '../schema/index.ts'

export type ResultOf = { slug: string; words: Record<string, SummaryWords>; publishedAt: Date | null }

/** The newest published summary that cites a use in which this contributor's data was used. */
export async function findLatestResultOf(tx: Tx, contributorId: string): Promise<ResultOf | null> {
  const included = tx
    .select({ reportId: usageReports.id })
    .from(impactDataUses)
    .innerJoin(usageReports, eq(usageReports.dataUseId, impactDataUses.dataUseId))
    .innerJoin(usageSubjects, eq(usageSubjects.reportId, usageReports.id))
    .where(
      and(
        eq(impactDataUses.summaryId, impactSummaries.id),
        eq(usageReports.outcome, 'used'),
        eq(usageReports.booking, 'accepted'),
        eq(usageSubjects.contributorId, contributorId),
      ),
    )
  const [row] = await tx
    .select({ slug: impactSummaries.slug, words: impactSummaries.words, publishedAt: impactSummaries.publishedAt })
    .from(impactSummaries)
    .where(and(eq(impactSummaries.status, 'published'), exists(included)))
    .orderBy(desc(impactSummaries.publishedAt))
    .limit(1)
  return row ?? null
}
