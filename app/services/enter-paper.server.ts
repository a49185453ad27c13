import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findFormsAtHospital } from '#db/queries/forms-at-hospital.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { insertPaper, insertPaperScan } from '#db/queries/papers.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { sealPaper, sealScan } from '../crypto/paper-seal.server.ts'
import type { Actor } from '../domain/consent/events.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { datedBack } from '../domain/paper/dated-back.ts'
import { type EntryRefusal, entryOf, type OnEntry } from '../domain/paper/entry.ts'
import type { PaperContent, WayIn } from '../domain/paper/paper.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { type HeldRecord, holdRecord } from './hold-record.server.ts'
import type { CheckedScan } from './look-at-scan.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'
import { undoneIfRefused } from './undone-if-refused.server.ts'

export type PaperEntry = {
  clerk: DeskClerk
  pseudonym: string
  wayIn: WayIn
  content: PaperContent
  scan: CheckedScan | null
}

export type EnteredPaper = { id: string; bound: boolean; waits: boolean }

export type EnterRefusal =
  | EntryRefusal
  | 'not-allowed'
  | 'enrolment-not-found'
  | 'programme-not-found'
  | 'scan-required'
  | 'person-died'

/**
 * Keeps what came on paper or by phone: what denies or narrows binds now, what permits waits for a second clerk. All of
 * it or nothing; the person is told.
 */
export function enterPaper(portal: Portal, entry: PaperEntry): Promise<Decision<EnteredPaper, EnterRefusal>> {
  const { clerk, content, pseudonym } = entry
  const { organisationId } = clerk
  return undoneIfRefused<EnteredPaper, EnterRefusal>(portal, organisationId, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const offered = await findFormsAtHospital(tx, organisationId)
    const { says, programmeId } = content
    const form = 'formId' in says ? (offered.find(({ id }) => id === says.formId) ?? null) : null
    if (!offered.some((one) => one.programmeId === programmeId)) return refused('programme-not-found')

    const held = await holdRecord(portal, tx, { organisationId, pseudonym })
    if (!held) return refused('enrolment-not-found')
    const standing = await findStanding(tx, held.contributor.id)
    const decision = entryOf(standing, content, { form, wayIn: entry.wayIn, at: portal.clock.now() })
    if (!decision.ok) return decision
    if (held.contributor.diedOn && !isDenial(decision.event)) return refused('person-died')
    if (decision.event.waits && !entry.scan) return refused('scan-required')
    return recorded(await recordEntry(portal, tx, { ...entry, held, ...decision.event }))
  })
}

async function recordEntry(
  portal: Portal,
  tx: Tx,
  { clerk, wayIn, content, scan, held, event, waits }: PaperEntry & OnEntry & { held: HeldRecord },
): Promise<EnteredPaper> {
  const { organisationId, staffId } = clerk
  const { contributor, enrolmentId } = held
  const by: Actor = { kind: 'organisation', id: organisationId, how: wayIn }
  const since = event && datedBack(event, content.signedOn)
  const bound = event && (await recordConsentEvent(portal, tx, contributor, event, by, since))

  const id = randomUUID()
  const at = portal.clock.now()
  const holder = holderOf(portal, contributor.wrappedKey)
  const { programmeId } = content
  const paper = { id, organisationId, enrolmentId, contributorId: contributor.id, programmeId, wayIn, waits }
  const sealed = sealPaper(holder, content)
  await insertPaper(tx, { ...paper, sealed, enteredBy: staffId, enteredAt: at, boundEventId: bound?.id ?? null })
  if (scan) {
    const { type, bytes } = scan
    await insertPaperScan(tx, { paperId: id, type, size: bytes.length, ...sealScan(holder, bytes) })
  }
  if (!bound) await putMessages(tx, { people: [contributor.id], topic: 'acted-for-you' }, at)
  await note(
    tx,
    { actorKind: 'staff', actorId: staffId, action: 'paper-entered', detail: { paper: id, way_in: wayIn } },
    at,
  )
  return { id, bound: bound !== null, waits }
}

/** Nobody permits anything for the dead; what she denied while she lived is hers. */
function isDenial({ event, waits }: OnEntry): boolean {
  return !waits && (event === null || !('choices' in event))
}

/** Whose key seals a paper; a closed account has none. */
export function holderOf({ secrets }: Portal, wrappedKey: Buffer | null) {
  if (!wrappedKey) throw new Error('the account is closed')
  return { master: secrets.master, wrappedKey }
}
