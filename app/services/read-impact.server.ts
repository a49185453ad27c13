import {
  findPublishedSummaries,
  findSummaryBySlug,
  findUsesThatIncluded,
  findUsesWithResults,
  type UseWithResults,
} from '#db/queries/impact.server.ts'
import { findProgramme, type Programme } from '#db/queries/programmes.server.ts'
import { resultsDue, type UseResults } from '../domain/impact/results-due.ts'
import { shownFigure } from '../domain/impact/shown-figure.ts'
import type { ImpactSummary } from '../domain/impact/summary.ts'
import type { Shown } from '../domain/impact/suppression.ts'
import type { Portal } from '../portal.server.ts'

export type Impact = {
  /** Newest first; for a contributor those that her data was part of come before the others. */
  summaries: { summary: ImpactSummary; includesMe: boolean }[]
  /** What has not been told yet. */
  owed: { use: UseWithResults['use']; results: UseResults }[]
}

/** What came of people's data, and what they have yet to hear. */
export async function readImpact(portal: Portal, contributorId: string | null): Promise<Impact> {
  const now = portal.clock.now()
  const mine = await usesThatIncluded(portal, contributorId)
  return portal.db.as('public', async (tx) => {
    const summaries = (await findPublishedSummaries(tx)).map((summary) => ({
      summary,
      includesMe: cites(summary, mine),
    }))
    const uses = await findUsesWithResults(tx)
    return {
      summaries: summaries.toSorted((a, b) => Number(b.includesMe) - Number(a.includesMe)),
      owed: uses
        .map(({ use, isPublished }) => ({ use, results: resultsDue(use.endsAt, now, isPublished) }))
        .filter(({ results }) => results.state !== 'published'),
    }
  })
}

export type ToldSummary = {
  summary: Omit<ImpactSummary, 'figure'>
  programme: Programme
  unit: string
  /** The figure's rows, suppressed. */
  rows: { key: string; value: Shown }[]
  uses: UseWithResults['use'][]
  includesMe: boolean
}

/** One summary as people may read it: published, or (to say so) retired. */
export async function readImpactSummary(
  portal: Portal,
  { slug, contributorId }: { slug: string; contributorId: string | null },
): Promise<ToldSummary | null> {
  const mine = await usesThatIncluded(portal, contributorId)
  return portal.db.as('public', async (tx) => {
    const found = await findSummaryBySlug(tx, slug)
    if (found?.status !== 'published' && found?.status !== 'retired') return null
    const programme = await findProgramme(tx, found.programmeId)
    if (!programme) return null
    const uses = (await findUsesWithResults(tx)).map(({ use }) => use).filter(({ id }) => found.dataUseIds.includes(id))
    return { ...told(found, programme), programme, uses, includesMe: cites(found, mine) }
  })
}

/** What a reader is told of a summary; the figure's own numbers stay behind. */
export function told({ figure, ...summary }: ImpactSummary, { suppressionThreshold }: Programme) {
  return { summary, unit: figure.unit_key, rows: shownFigure(figure, suppressionThreshold) }
}

async function usesThatIncluded({ db }: Portal, contributorId: string | null): Promise<Set<string>> {
  if (!contributorId) return new Set()
  return db.as({ subject: contributorId }, (tx) => findUsesThatIncluded(tx, contributorId))
}

function cites({ dataUseIds }: ImpactSummary, uses: Set<string>): boolean {
  return dataUseIds.some((id) => uses.has(id))
}
