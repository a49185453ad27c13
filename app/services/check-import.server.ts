import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findFormsAtHospital } from '#db/queries/forms-at-hospital.server.ts'
import { changeImport, findImportOfFile, insertImport } from '#db/queries/imports.server.ts'
import { fileDigest } from '../crypto/file-digest.server.ts'
import type { Form } from '../domain/consent/form.ts'
import { dayOf } from '../domain/day.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { importReading, type SentFile } from './import-reading.server.ts'

/**
 * Looks through a file of paper consents and keeps what is wrong with it, and of its rows nothing. The same file sent
 * again is the same import: checked anew, or where it was entered already, as it stands.
 */
export async function checkImport(
  portal: Portal,
  { formId, file, ...desk }: DeskClerk & { formId: string; file: SentFile },
): Promise<Decision<{ id: string }, 'not-allowed' | 'import-form-not-found'>> {
  const { organisationId } = desk
  return portal.db.as({ organisation: organisationId }, async (tx) => {
    if (!(await holdDesk(tx, desk))) return refused('not-allowed')
    const form = (await findFormsAtHospital(tx, organisationId)).find(({ id }) => id === formId)
    return form ? recorded(await checked(portal, tx, desk, form, file)) : refused('import-form-not-found')
  })
}

async function checked(
  { clock }: Portal,
  tx: Tx,
  { staffId, organisationId }: DeskClerk,
  form: Form,
  { bytes, lines }: SentFile,
): Promise<{ id: string }> {
  const digest = fileDigest(bytes)
  const known = await findImportOfFile(tx, { organisationId, digest })
  if (known && known.state !== 'checked') return known

  const at = clock.now()
  const { rows, good, problems } = await importReading(tx, { organisationId, form, lines, today: dayOf(at) })
  const id = known?.id ?? randomUUID()
  const found = { formId: form.id, rows, goodRows: good.length, problems, checkedBy: staffId, checkedAt: at }
  if (known) await changeImport(tx, id, found)
  else if (!(await insertImport(tx, { id, organisationId, digest, state: 'checked', ...found }))) {
    // Somebody else sent it at this moment.
    return (await findImportOfFile(tx, { organisationId, digest })) ?? { id }
  }
  const detail = { import: id, rows, bad_rows: rows - good.length }
  await note(tx, { actorKind: 'staff', actorId: staffId, action: 'import-checked', detail }, at)
  return { id }
}
