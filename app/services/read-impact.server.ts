import {
  findPublishedSummaries,
  findSummaryBySlug,
  findUsesThatIncluded,
  findUsesWithResults,
  type UseWithResults,
} from '#db/queries/impact.server.ts'
import { findProgramme, findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { missingWords } from '../domain/impact/missing-words.ts'
import { resultsDue, type UseResults } from '../domain/impact/results-due.ts'
import { shownFigure } from '../domain/impact/shown-figure.ts'
import type { ImpactSummary, SummaryWords } from '../domain/impact/summary.ts'
import type { Shown } from '../domain/impact/suppression.ts'
import type { Portal } from '../portal.server.ts'

/** What anyone may know of a published summary: no names of staff, no figure before suppression. */
export type PublicSummary = Pick<ImpactSummary, 'slug' | 'programmeId' | 'status' | 'publishedAt' | 'correctedAt'> & {
  /** Complete languages only. */
  words: Record<string, SummaryWords>
}

export type Impact = {
  /** Newest first; for a contributor those that her data was part of come before the others. */
  summaries: { summary: PublicSummary; programme: Programme | null; includesMe: boolean }[]
  /** What has not been told yet. */
  owed: { use: UseWithResults['use']; results: UseResults }[]
}

/** What came of people's data, and what they have yet to hear. */
export async function readImpact(portal: Portal, contributorId: string | null): Promise<Impact> {
  const now = portal.clock.now()
  const mine = await usesThatIncluded(portal, contributorId)
  return portal.db.as('public', async (tx) => {
    const programmes = await findProgrammes(tx)
    const summaries = (await findPublishedSummaries(tx)).map((summary) => ({
      summary: publicSummary(summary),
      programme: programmes.find(({ id }) => id === summary.programmeId) ?? null,
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
  summary: PublicSummary
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

/** A summary as its readers meet it; the figure's own numbers stay behind. */
export function told(summary: ImpactSummary, { suppressionThreshold }: Programme) {
  const { figure } = summary
  return { summary: publicSummary(summary), unit: figure.unit_key, rows: shownFigure(figure, suppressionThreshold) }
}

function publicSummary(summary: ImpactSummary): PublicSummary {
  const { slug, programmeId, status, publishedAt, correctedAt } = summary
  const complete = Object.entries(summary.words).filter(([language]) => missingWords(summary, language).length === 0)
  return { slug, programmeId, status, publishedAt, correctedAt, words: Object.fromEntries(complete) }
}

async function usesThatIncluded({ db }: Portal, contributorId: string | null): Promise<Set<string>> {
  if (!contributorId) return new Set()
  return db.as({ subject: contributorId }, (tx) => findUsesThatIncluded(tx, contributorId))
}

function cites({ dataUseIds }: ImpactSummary, uses: Set<string>): boolean {
  return dataUseIds.some((id) => uses.has(id))
}
