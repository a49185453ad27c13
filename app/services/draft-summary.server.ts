import { randomBytes, randomUUID } from 'node:crypto'
import { insertSummary } from '#db/queries/impact.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { SummaryEvent } from '../domain/impact/publication.ts'
import { slugFrom } from '../domain/impact/slug.ts'
import { type ImpactSummary, NO_FIGURE, NO_WORDS } from '../domain/impact/summary.ts'
import { allows } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'
import { areOfProgramme, noteChange } from './change-summary.server.ts'

export type NewSummary = { programmeId: string; language: string; title: string; dataUseIds: string[] }

/** Begins a summary: its title in one language, and the data uses that it tells of. */
export async function draftSummary(
  { db, clock }: Portal,
  { staffId, ...asked }: NewSummary & { staffId: string },
): Promise<Decision<SummaryEvent, 'not-allowed' | 'data-use-not-found'>> {
  return db.as('public', async (tx) => {
    if (!allows(await findHeldRoles(tx, staffId), 'draft', asked.programmeId)) return refused('not-allowed')
    if (!(await areOfProgramme(tx, asked))) return refused('data-use-not-found')

    const now = clock.now()
    const event: SummaryEvent = { type: 'summary-drafted', after: newDraft(asked, staffId, now) }
    await insertSummary(tx, event.after)
    await noteChange(tx, staffId, event, now)
    return recorded(event)
  })
}

function newDraft({ programmeId, language, title, dataUseIds }: NewSummary, authorId: string, at: Date): ImpactSummary {
  return {
    id: randomUUID(),
    slug: slugFrom(title, randomBytes(3).toString('hex')),
    programmeId,
    status: 'draft',
    authorId,
    publisherId: null,
    figure: NO_FIGURE,
    words: { [language]: { ...NO_WORDS, title } },
    dataUseIds,
    createdAt: at,
    publishedAt: null,
    correctedAt: null,
  }
}
