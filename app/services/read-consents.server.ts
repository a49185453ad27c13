import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import {
  findConsentRecordAt,
  findConsentRecords,
  findContributorAt,
  findProgrammesOfHospital,
  findProgrammesOfNode,
  type Place,
} from '#db/queries/consent-records.server.ts'
import { consentReference, placesNamed } from '../crypto/consent-reference.server.ts'
import type { ConsentState } from '../domain/consent/standing.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import {
  type Audience,
  type ConsentRecord,
  type ConsentStatus,
  changedOn,
  consentStatus,
  existsFor,
} from '../domain/fhir/consent-record.ts'
import { type ConsentResource, consentResource } from '../domain/fhir/consent-resource.ts'
import { type DateSearch, matchesDay } from '../domain/fhir/date-search.ts'
import type { Portal } from '../portal.server.ts'
import type { BearerNode } from './recognise-node.server.ts'

export type { Place } from '#db/queries/consent-records.server.ts'

/** Every list must hold: names and statuses are alternatives, null means any. */
export type ConsentSearch = {
  pseudonyms: readonly string[] | null
  statuses: readonly string[] | null
  updated: readonly DateSearch[]
}

export type ConsentPage = { consents: ConsentResource[]; next: Place | null }

type Reader = { node: BearerNode; audience: Audience }

/** The consents of a hospital's own people that exist for the caller; `next` is where the following page begins. */
export async function searchConsents(
  portal: Portal,
  { reader, search, after, limit }: { reader: Reader; search: ConsentSearch; after: Place | null; limit: number },
): Promise<ConsentPage> {
  return portal.db.as({ organisation: reader.node.organisationId }, async (tx) => {
    const at = portal.clock.now()
    const asking = askingOf(reader, await programmesFor(tx, reader))
    const found: Found[] = []
    let place = after
    while (found.length <= limit) {
      const page = { pseudonyms: search.pseudonyms, after: place, limit: Math.max(limit + 1, SCANNED_AT_ONCE) }
      const records = await findConsentRecords(tx, asking, page)
      for (const record of records) found.push(...seen(record, reader, at).filter((one) => isSought(one, search, at)))
      const last = records.at(-1)
      if (!last || records.length < page.limit) break
      place = last
    }
    const shown = found.slice(0, limit)
    await noteReading(tx, reader, 'consents-searched', shown.length, at)
    const next = found.length > limit ? (shown.at(-1)?.record ?? null) : null
    return { consents: shown.map((one) => resourceOf(portal, one, at)), next }
  })
}

/**
 * One consent by its name; what does not exist for the caller is not found, whatever it is. The row is read in its own
 * person's scope, and for a name that is nobody's in nobody's: a hospital's policies take the longer the more there is.
 */
export async function readConsent(
  { db, clock, secrets, ...portal }: Portal,
  { reader, id }: { reader: Reader; id: string },
): Promise<Decision<ConsentResource, 'resource-not-found'>> {
  const { node } = reader
  const { programmeIds, places, contributorId } = await db.as({ organisation: node.organisationId }, async (tx) => {
    const programmeIds = await programmesFor(tx, reader)
    const places = placesNamed(secrets.pepper, id, programmeIds)
    return { programmeIds, places, contributorId: await findContributorAt(tx, node.organisationId, places) }
  })
  return db.as({ subject: contributorId ?? randomUUID() }, async (tx) => {
    const at = clock.now()
    const record = await findConsentRecordAt(tx, askingOf(reader, programmeIds), places)
    const [found] = record ? seen(record, reader, at) : []
    await noteReading(tx, reader, 'consent-read', found ? 1 : 0, at)
    return found ? recorded(resourceOf({ secrets, ...portal }, found, at)) : refused('resource-not-found')
  })
}

const SCANNED_AT_ONCE = 500

/** Of people who refused or withdrew, a node's question does not even meet the rows. */
const STATES: Record<Audience, ConsentState[]> = { node: ['given'], auditor: ['given', 'refused', 'withdrawn'] }

type Found = { record: ConsentRecord & Place; status: ConsentStatus }

/** A node reads of the programmes that it takes part in; auditors of all that their hospital does. */
function programmesFor(tx: Tx, { node, audience }: Reader): Promise<string[]> {
  return audience === 'auditor' ? findProgrammesOfHospital(tx, node.organisationId) : findProgrammesOfNode(tx, node.id)
}

function askingOf({ node, audience }: Reader, programmeIds: readonly string[]) {
  return { organisationId: node.organisationId, programmeIds, states: STATES[audience] }
}

function seen(record: ConsentRecord & Place, { audience }: Reader, at: Date): Found[] {
  const status = consentStatus(record, at)
  return existsFor(audience, status) ? [{ record, status }] : []
}

function isSought({ record, status }: Found, { statuses, updated }: ConsentSearch, at: Date): boolean {
  const day = changedOn(record, at)
  return (statuses?.includes(status) ?? true) && updated.every((search) => matchesDay(search, day))
}

function resourceOf(
  { secrets, settings }: Pick<Portal, 'secrets' | 'settings'>,
  { record, status }: Found,
  at: Date,
): ConsentResource {
  const id = consentReference(secrets.pepper, record)
  return consentResource(record, { id, url: settings.url, status, at })
}

/** Who looked, and how much there was; never at whom. */
async function noteReading(tx: Tx, { node, audience }: Reader, action: string, found: number, at: Date) {
  await note(tx, { actorKind: 'node', actorId: node.clientId, action, detail: { audience, found } }, at)
}
