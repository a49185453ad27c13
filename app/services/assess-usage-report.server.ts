import type { Tx } from '#db/client.server.ts'
import { findDataUse } from '#db/queries/data-uses.server.ts'
import { findProgrammeOfNode } from '#db/queries/nodes.server.ts'
import { findPeopleByPseudonym, findPeopleByToken, type NamedPerson } from '#db/queries/usage-reports.server.ts'
import { type Booking, bookingOf } from '../domain/usage/booking.ts'
import type { UsageReport } from '../domain/usage/report.ts'
import type { Portal } from '../portal.server.ts'
import { findCovered } from './find-covered.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'

export type Assessment = { booking: Booking; people: (NamedPerson & { covered: boolean })[]; unknown: number }

/** How a report is to be booked, and for whom; names that are nobody's here are counted and not kept. */
export async function assessUsageReport(portal: Portal, node: IssuingNode, report: UsageReport): Promise<Assessment> {
  const { organisationId } = node
  const { use, programme, found } = await portal.db.as({ organisation: organisationId }, async (tx) => {
    const use = await findDataUse(tx, report.dataUseId)
    const programme = use && (await findProgrammeOfNode(tx, { nodeId: node.id, programmeId: use.programmeId }))
    return { use, programme, found: await findNamed(tx, node, report) }
  })
  const people = [...new Map(found.map((person) => [person.enrolmentId, person])).values()]
  const contributorIds = people.map(({ contributorId }) => contributorId)
  const covered = use ? await findCovered(portal, { organisationId, contributorIds, use, at: report.at }) : new Set()
  const unknown = report.named.values.length - found.length
  return {
    unknown,
    people: people.map((person) => ({ ...person, covered: covered.has(person.contributorId) })),
    booking: bookingOf(report, use, {
      takesPart: programme !== null,
      everyoneCovered: unknown === 0 && contributorIds.every((id) => covered.has(id)),
    }),
  }
}

function findNamed(tx: Tx, { id, organisationId }: IssuingNode, { named: { by, values }, at }: UsageReport) {
  return by === 'pseudonym'
    ? findPeopleByPseudonym(tx, { organisationId, pseudonyms: values, at })
    : findPeopleByToken(tx, { nodeId: id, jtis: values.filter(isUuid) })
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
