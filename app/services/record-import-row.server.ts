import type { Tx } from '#db/client.server.ts'
import type { AddressedRow, Progress } from '#db/queries/import-rows.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { outcomeOf } from '../domain/consent/answering.ts'
import type { ConsentEvent } from '../domain/consent/events.ts'
import type { Form } from '../domain/consent/form.ts'
import { formSnapshot } from '../domain/consent/snapshot.ts'
import { hindranceOf, type RowHindrance } from '../domain/import/row-stage.ts'
import { entryOf } from '../domain/paper/entry.ts'
import type { PaperContent } from '../domain/paper/paper.ts'
import { foundCorrect } from '../domain/paper/second-check.ts'
import type { Portal } from '../portal.server.ts'
import { type HeldRecord, holdRecord } from './hold-record.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'

type OnForm = { form: Form; row: AddressedRow; enteredBy: string; decidedBy: string | null }

/**
 * Takes one row of an import a stage further, in the caller's transaction and by the rules for paper: entered, it binds
 * as far as it narrows; confirmed, its yes counts.
 */
export async function recordImportRow(portal: Portal, tx: Tx, one: OnForm): Promise<Progress> {
  const { row } = one
  if (row.stage === 'new' && waitsForSure(one)) return { ...row, stage: 'waiting' }
  const held = await holdRecord(portal, tx, row)
  if (!held) return hindered(row, 'not-enrolled')
  if (held.contributor.closedAt) return hindered(row, 'own-choice-stands')
  return row.stage === 'new' ? onEntry(portal, tx, one, held) : onConfirmation(portal, tx, one, held)
}

/** A yes of somebody of whom there is no record has nothing to narrow: none is opened for it before it counts. */
function waitsForSure({ form, row }: OnForm): boolean {
  return row.contributorId === null && outcomeOf(form, row.answers ?? {}) === 'consent'
}

async function onEntry(portal: Portal, tx: Tx, one: OnForm, held: HeldRecord): Promise<Progress> {
  const { form, row } = one
  const standing = await findStanding(tx, held.contributor.id)
  const entry = entryOf(standing, contentOf(one), { form, wayIn: 'paper', at: portal.clock.now() })
  if (!entry.ok) return hindered(row, hindranceOf(entry.refusal))
  const { event, waits } = entry.event
  const boundEventId = event && (await recorded(portal, tx, row, held, event))
  return { ...row, stage: waits ? 'waiting' : 'settled', boundEventId }
}

async function onConfirmation(portal: Portal, tx: Tx, one: OnForm, held: HeldRecord): Promise<Progress> {
  const { form, row, enteredBy, decidedBy } = one
  const standing = await findStanding(tx, held.contributor.id)
  const content = contentOf(one)
  const paper = { ...row, enteredBy, quality: 'not-checked', waits: true, content } as const
  const check = foundCorrect(standing, paper, { form, clerk: decidedBy ?? enteredBy, at: portal.clock.now() })
  if (!check.ok) return hindered(row, hindranceOf(check.refusal))
  const permitEventId = check.event && (await recorded(portal, tx, row, held, check.event))
  return { ...row, stage: 'settled', permitEventId }
}

function contentOf({ form, row }: OnForm): PaperContent {
  const answers = row.answers ?? {}
  return {
    programmeId: form.programmeId,
    signedOn: row.signedOn,
    says: { formId: form.id, answers },
    snapshot: formSnapshot(form, row.language, answers, row.summary ?? []),
  }
}

async function recorded(
  portal: Portal,
  tx: Tx,
  { organisationId, signedOn }: AddressedRow,
  { contributor }: HeldRecord,
  event: ConsentEvent,
): Promise<string> {
  const by = { kind: 'organisation', id: organisationId, how: 'paper' } as const
  // A no counts from the day on which it was signed; nothing else is back-dated, because it could add to the past.
  const from = event.type === 'consent-refused' ? new Date(`${signedOn}T00:00:00Z`) : null
  return (await recordConsentEvent(portal, tx, contributor, event, by, from)).id
}

function hindered(row: AddressedRow, hindrance: RowHindrance): Progress {
  return { ...row, stage: 'settled', hindrance }
}
