import type { LoaderFunctionArgs } from '@remix-run/node'
import { LANGUAGES, languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { isLanguage } from '#app/i18n/languages.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { translatorNote } from '#app/i18n/translator-note.ts'
import { exportTranslation } from '#app/services/export-translation.server.ts'

/** A draft's texts as a file for a translation office, with notes in the language of the page. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const { id: draftId = '', target } = params
  if (!isLanguage(target)) throw refusalPage('page-not-found')

  const t = translateInto(languageFor(request), context.words)
  const noteOf = translatorNote(t)
  const exported = await exportTranslation(context.portal, {
    staffId: id,
    draftId,
    target,
    languages: LANGUAGES,
    noteOf,
  })
  if (!exported.ok) throw refusalPage(exported.refusal)
  const { name, text } = exported.event
  return new Response(text, {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': 'application/xliff+xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
}
