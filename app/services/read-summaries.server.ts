import type { DataUse } from '#db/queries/data-uses.server.ts'
import { findDataUsesOf, findSummaries, findSummary, findWriters } from '#db/queries/impact.server.ts'
import { findProgramme, findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { summaryEdition } from '../crypto/summary-edition.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { ImpactSummary } from '../domain/impact/summary.ts'
import { allows, programmesFor, type SummaryVerb } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'

/** The summaries of every programme in which this member of staff holds a role. */
export async function readSummaries({ db }: Portal, staffId: string): Promise<ImpactSummary[]> {
  return db.as('public', async (tx) => findSummaries(tx, programmesFor(await findHeldRoles(tx, staffId), 'read')))
}

export type SummaryDesk = {
  summary: ImpactSummary
  programme: Programme
  dataUses: DataUse[]
  /** What this member of staff may do with it now, by role; whether its state lets them is the rules' to say. */
  may: SummaryVerb[]
  /** Names what is shown, all of it or in one language; sent back with what is asked for. */
  edition(language?: string): string
  /** Whether they wrote on it themselves. */
  isOwnWork: boolean
}

const VERBS: SummaryVerb[] = ['edit', 'submit', 'publish', 'send-back', 'correct', 'retire']

/** One summary with all that its writers and approvers need beside it. */
export async function readSummary(
  { db }: Portal,
  { staffId, summaryId }: { staffId: string; summaryId: string },
): Promise<Decision<SummaryDesk, 'page-not-found' | 'not-allowed'>> {
  return db.as('public', async (tx) => {
    const summary = await findSummary(tx, summaryId)
    const programme = summary && (await findProgramme(tx, summary.programmeId))
    if (!summary || !programme) return refused('page-not-found')
    const roles = await findHeldRoles(tx, staffId)
    if (!allows(roles, 'read', programme.id)) return refused('not-allowed')

    return recorded({
      summary,
      programme,
      dataUses: await findDataUsesOf(tx, programme.id),
      edition: (language) => summaryEdition(summary, language),
      may: VERBS.filter((verb) => allows(roles, verb, programme.id)),
      isOwnWork: (await findWriters(tx, summary)).includes(staffId),
    })
  })
}

export type Drafting = { programme: Programme; dataUses: DataUse[] }

/** The programmes for which this member of staff may begin a summary, each with its data uses. */
export async function readDrafting({ db }: Portal, staffId: string): Promise<Drafting[]> {
  return db.as('public', async (tx) => {
    const allowed = programmesFor(await findHeldRoles(tx, staffId), 'draft')
    const programmes = (await findProgrammes(tx)).filter(({ id }) => allowed.includes(id))
    const drafting: Drafting[] = []
    for (const programme of programmes) drafting.push({ programme, dataUses: await findDataUsesOf(tx, programme.id) })
    return drafting
  })
}
