import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findForm } from '#db/queries/forms.server.ts'
import { type AddressedRow, findRow, saveProgress } from '#db/queries/import-rows.server.ts'
import { lockImport } from '#db/queries/imports.server.ts'
import { findYesBehind } from '#db/queries/papers.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import type { Snapshot } from '../domain/consent/events.ts'
import type { Form } from '../domain/consent/form.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { foundIncorrect } from '../domain/paper/second-check.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { holdRecord } from './hold-record.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'
import { undoneIfRefused } from './undone-if-refused.server.ts'

type WrongRow = DeskClerk & {
  importId: string
  row: number
  /** What she is shown where a yes from this row no longer counts, in the language of her paper. */
  snapshotOf: (form: Form, language: string) => Snapshot
}

export type TakeBackRowRefusal = 'not-allowed' | 'import-not-found' | 'import-row-not-found'

/**
 * One row of a file is not as its paper: a yes by it counts no more, or never will; what it denied stays, as with a paper.
 * It may then be entered again as it is.
 */
export function takeBackImportRow(
  portal: Portal,
  { importId, row, snapshotOf, ...desk }: WrongRow,
): Promise<Decision<{ changed: boolean }, TakeBackRowRefusal>> {
  const { organisationId, staffId } = desk
  return undoneIfRefused<{ changed: boolean }, TakeBackRowRefusal>(portal, organisationId, async (tx) => {
    if (!(await holdDesk(tx, desk))) return refused('not-allowed')
    const found = await lockImport(tx, importId)
    const form = found && (await findForm(tx, found.formId))
    if (!form || found.organisationId !== organisationId) return refused('import-not-found')
    const wrong = await findRow(tx, { importId, row })
    // What is not yet looked at in her record may be a no: that binds first.
    if (!wrong || wrong.hindrance || wrong.stage === 'new') return refused('import-row-not-found')

    const changed = await recordMistake(portal, tx, wrong, { form, snapshotOf })
    await saveProgress(tx, importId, [{ ...wrong, stage: 'settled', hindrance: 'found-incorrect' }])
    const detail = { import: importId, row }
    const entry = { actorKind: 'staff', actorId: staffId, action: 'import-row-incorrect', detail } as const
    await note(tx, entry, portal.clock.now())
    return recorded({ changed })
  })
}

/** Whether a yes that stands was taken back; of whom there is no record, there is none. */
async function recordMistake(
  portal: Portal,
  tx: Tx,
  row: AddressedRow,
  { form, snapshotOf }: Pick<WrongRow, 'snapshotOf'> & { form: Form },
): Promise<boolean> {
  const held = row.permitEventId === null ? null : await holdRecord(portal, tx, row)
  if (!held || held.contributor.closedAt) return false
  const { contributor } = held
  const { programmeId } = form
  const paper = { quality: 'not-checked', permitEventId: row.permitEventId, content: { programmeId } } as const
  const yesBehind = await findYesBehind(tx, { contributorId: contributor.id, programmeId })
  const snapshot = snapshotOf(form, row.language)
  const found = foundIncorrect(await findStanding(tx, contributor.id), paper, { snapshot, yesBehind })
  if (!found.ok || !found.event) return false
  const by = { kind: 'organisation', id: row.organisationId, how: 'paper' } as const
  await recordConsentEvent(portal, tx, contributor, found.event, by)
  return true
}
