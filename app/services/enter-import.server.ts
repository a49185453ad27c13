import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { holdEnrolmentsAmong } from '#db/queries/enrolments.server.ts'
import { findForm } from '#db/queries/forms.server.ts'
import { insertImportRows } from '#db/queries/import-rows.server.ts'
import { changeImport, type Import, lockImport } from '#db/queries/imports.server.ts'
import { fileDigest } from '../crypto/file-digest.server.ts'
import { sameBytes } from '../crypto/secrets.server.ts'
import type { Form } from '../domain/consent/form.ts'
import { dayOf } from '../domain/day.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type EnteringRefusal, entering, type ImportPart } from '../domain/import/import.ts'
import type { PaperRow } from '../domain/import/row.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { importReading, type MatchedReading, type SentFile } from './import-reading.server.ts'
import { settleImport } from './settle-import.server.ts'

type Entry = DeskClerk & {
  importId: string
  file: SentFile
  part: ImportPart
  /** What a paper's answers mean, in the language in which it was signed. */
  summaryOf: (form: Form, paper: PaperRow) => string[]
}

/**
 * Enters the file that was checked, all of it or none: when this returns, every no in it binds, and its yeses wait for
 * somebody else.
 */
export async function enterImport(
  portal: Portal,
  entry: Entry,
): Promise<Decision<'entered', 'not-allowed' | 'import-not-found' | 'import-file-other' | EnteringRefusal>> {
  const { importId, organisationId } = entry
  const decision = await portal.db.as({ organisation: organisationId }, async (tx) => {
    if (!(await holdDesk(tx, entry))) return refused('not-allowed')
    const found = await lockImport(tx, importId)
    const form = found && (await findForm(tx, found.formId))
    if (!found || !form || found.organisationId !== organisationId) return refused('import-not-found')
    if (!sameBytes(found.digest, fileDigest(entry.file.bytes))) return refused('import-file-other')
    return entered(portal, tx, { ...entry, found, form })
  })
  if (decision.ok) await settleImport(portal, { importId, organisationId })
  return decision
}

/** So many rows are put into words and stored before somebody else has a turn. */
const AT_ONCE = 250

async function entered(
  { clock }: Portal,
  tx: Tx,
  { organisationId, staffId, file, part, found, form, summaryOf }: Entry & { found: Import; form: Form },
) {
  const at = clock.now()
  const asked = { organisationId, form, lines: file.lines, today: dayOf(at) }
  const reading = await importReading(tx, asked, holdEnrolmentsAmong)
  const decision = entering(found, { reading, part })
  if (!decision.ok) return decision

  for (let from = 0; from < reading.good.length; from += AT_ONCE) {
    const some = { ...reading, good: reading.good.slice(from, from + AT_ONCE) }
    await insertImportRows(
      tx,
      rowsOf(found, some, (paper) => summaryOf(form, paper)),
    )
  }
  const { rows, good, problems } = reading
  const counted = { rows, goodRows: good.length, problems }
  const entry = { state: 'entered', unsettled: true, enteredBy: staffId, enteredAt: at } as const
  await changeImport(tx, found.id, { ...counted, ...entry })
  const detail = { import: found.id, rows, entered: good.length }
  await note(tx, { actorKind: 'staff', actorId: staffId, action: 'import-entered', detail }, at)
  return recorded(decision.event)
}

function rowsOf(
  { id, organisationId }: Import,
  { good, enrolmentOf }: MatchedReading,
  summaryOf: (paper: PaperRow) => string[],
) {
  return good.flatMap((paper) => {
    const enrolmentId = enrolmentOf.get(paper.pseudonym)
    const { row, signedOn, language, answers } = paper
    const said = { row, signedOn, language, answers, summary: summaryOf(paper) }
    return enrolmentId ? [{ importId: id, organisationId, enrolmentId, ...said }] : []
  })
}
