import type { AppLoadContext } from '@remix-run/node'
import type { i18n as I18n } from 'i18next'
import type { Snapshot } from '#app/domain/consent/events.ts'
import type { Form } from '#app/domain/consent/form.ts'
import { readCsvUpload } from '#app/http/csv-upload.server.ts'
import type { Language } from '#app/i18n/languages.ts'
import { takenBackSnapshot } from '#app/i18n/taken-back-snapshot.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { decideImport } from '#app/services/decide-import.server.ts'
import { enterImport } from '#app/services/enter-import.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { takeBackImportRow } from '#app/services/take-back-import-row.server.ts'
import { paperSummaries } from './paper-summary.ts'

type Field = 'file' | 'form' | 'row'

export type Done = { ok: true } | { ok: false; refusal: string; field: Field }

/** Enters the file once more sent, or says what a second look at it came to. */
export async function actOnImport(
  { portal, words }: AppLoadContext,
  { staffId, organisationId }: DeskClerk,
  { id, request }: { id: string; request: Request },
): Promise<Done> {
  const asked = { staffId, organisationId, importId: id }
  const { bytes, read, field } = await readCsvUpload(request)
  const intent = field('intent')
  if (intent === 'confirmed' || intent === 'refused') {
    return inField('form', await decideImport(portal, { ...asked, says: intent }))
  }
  if (intent === 'row-incorrect') {
    const row = rowIn(field('row'))
    if (row === null) return { ok: false, refusal: 'import-row-not-found', field: 'row' }
    const snapshotOf = (form: Form, language: string) => takenBack(words, form, language as Language)
    return inField('row', await takeBackImportRow(portal, { ...asked, row, snapshotOf }))
  }
  if (bytes.length === 0) return { ok: false, refusal: 'field-required', field: 'file' }
  if (!read.ok) return inField('file', read)

  const part = intent === 'good-rows' ? 'good-rows' : 'every-row'
  const file = { bytes, lines: read.lines }
  return inField('file', await enterImport(portal, { ...asked, file, part, summaryOf: paperSummaries(words) }))
}

/** As it stands in the file; null where it is no number that a file could have. */
function rowIn(typed: string): number | null {
  return /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : null
}

function takenBack(words: I18n, form: Form, language: Language): Snapshot {
  return takenBackSnapshot(translateInto(language, words), language, form.words[language]?.title ?? form.id)
}

function inField(field: Field, decision: { ok: true } | { ok: false; refusal: string }): Done {
  return decision.ok ? { ok: true } : { ok: false, refusal: decision.refusal, field }
}
