import { findNodesOfProgramme, type NodeOfProgramme } from '#db/queries/figures.server.ts'
import { findUsesWithResults, type UseWithResults } from '#db/queries/impact.server.ts'
import { findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import type { Day } from '../domain/day.ts'
import { resultsDue, type UseResults } from '../domain/impact/results-due.ts'
import type { WeeklyFigures } from '../domain/impact/weekly-figures.ts'
import { isLagging } from '../domain/staff/lagging-node.ts'
import { programmesFor } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'
import { readWeeklyFigures } from './read-weekly-figures.server.ts'

export type ProgrammeOverview = {
  programme: Programme
  /** Numbers below it are not shown. */
  threshold: number
  week: Day
  figures: WeeklyFigures
  nodes: (NodeOfProgramme & { lags: boolean })[]
  uses: (UseWithResults & { results: UseResults })[]
}

/** What staff see of the programmes in which they hold a role: aggregates, nodes, results that are due; no person. */
export async function readStaffOverview(portal: Portal, staffId: string): Promise<ProgrammeOverview[]> {
  const { mine, uses } = await portal.db.as('public', async (tx) => {
    const allowed = programmesFor(await findHeldRoles(tx, staffId), 'read')
    const programmes = await findProgrammes(tx)
    return { mine: programmes.filter(({ id }) => allowed.includes(id)), uses: await findUsesWithResults(tx) }
  })
  const overviews: ProgrammeOverview[] = []
  for (const programme of mine) overviews.push(await overviewOf(portal, programme, uses))
  return overviews
}

async function overviewOf(portal: Portal, programme: Programme, uses: UseWithResults[]): Promise<ProgrammeOverview> {
  const now = portal.clock.now()
  const nodes = await portal.db.as('public', (tx) => findNodesOfProgramme(tx, programme.id))
  return {
    programme,
    threshold: programme.suppressionThreshold,
    ...(await readWeeklyFigures(portal, programme)),
    nodes: nodes.map((node) => ({ ...node, lags: isLagging(node.lastSyncAt, now) })),
    uses: uses
      .filter(({ use }) => use.programmeId === programme.id)
      .map((known) => ({ ...known, results: resultsDue(known.use.endsAt, now, known.isPublished) })),
  }
}
