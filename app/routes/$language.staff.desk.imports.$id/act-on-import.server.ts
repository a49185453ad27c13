import type { AppLoadContext } from '@remix-run/node'
import { readCsvUpload } from '#app/http/csv-upload.server.ts'
import { decideImport } from '#app/services/decide-import.server.ts'
import { enterImport } from '#app/services/enter-import.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { paperSummaries } from './paper-summary.ts'

export type Done = { ok: true } | { ok: false; refusal: string; field: 'file' | 'form' }

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
  if (bytes.length === 0) return { ok: false, refusal: 'field-required', field: 'file' }
  if (!read.ok) return inField('file', read)

  const part = intent === 'good-rows' ? 'good-rows' : 'every-row'
  const file = { bytes, lines: read.lines }
  return inField('file', await enterImport(portal, { ...asked, file, part, summaryOf: paperSummaries(words) }))
}

function inField(field: 'file' | 'form', decision: { ok: true } | { ok: false; refusal: string }): Done {
  return decision.ok ? { ok: true } : { ok: false, refusal: decision.refusal, field }
}
