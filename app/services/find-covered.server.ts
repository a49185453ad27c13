import { findFormFacts } from '#db/queries/forms.server.ts'
import { isCovered, type ReportedUse } from '../domain/usage/booking.ts'
import type { Portal } from '../portal.server.ts'
import { findStandingsAt } from './find-standings-at.server.ts'

type Asked = { organisationId: string; contributorIds: readonly string[]; use: ReportedUse; at: Date }

/** A report's time is a whole second; what was permitted at its beginning or at its end was permitted. */
const LAST_OF_A_SECOND_MS = 999

/** Those among a hospital's people whose choices permitted this data use at that moment. */
export async function findCovered(portal: Portal, asked: Asked): Promise<Set<string>> {
  const { contributorIds, at } = asked
  const covered = await coveredAt(portal, asked)
  const others = contributorIds.filter((id) => !covered.has(id))
  if (others.length === 0 || at.getMilliseconds() > 0) return covered
  const endOfSecond = new Date(at.getTime() + LAST_OF_A_SECOND_MS)
  return new Set([...covered, ...(await coveredAt(portal, { ...asked, contributorIds: others, at: endOfSecond }))])
}

async function coveredAt(portal: Portal, { use, ...asked }: Asked): Promise<Set<string>> {
  const { superseded } = await portal.db.as('public', findFormFacts)
  const standings = await findStandingsAt(portal, asked)
  return new Set(
    asked.contributorIds.filter((id) => {
      const standing = standings.get(id)
      return standing !== undefined && isCovered(standing, use, asked.at, superseded)
    }),
  )
}
