import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { fileAnswerInPieces } from '#app/http/file-answer.ts'
import { readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { requireContributor } from '#app/http/session.server.ts'
import { zipOf } from '#app/paper/zip.server.ts'
import { confirmPin } from '#app/services/confirm-pin.server.ts'
import { noteDownload } from '#app/services/note-download.server.ts'
import { readEverything } from '#app/services/read-everything.server.ts'
import { archiveFiles } from './archive-files.server.ts'
import { archiveSchema } from './schema.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/${languageFor(request)}/my-data`)
}

/** Everything about her as one archive, once she has typed her PIN; what fails before its first byte is an error page. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { portal } = context
  const language = languageFor(request)
  const { id: contributorId } = await requireContributor(request, context)
  const read = await readForm(request, archiveSchema, { secrets: ['pin'] })
  if (!read.ok) return again(language, 'field-required')
  if (!(await confirmPin(portal, { contributorId, pin: read.values.pin }))) return again(language, 'pin-not-matched')

  await noteDownload(portal, { contributorId, language })
  const files = archiveFiles(context, { contributorId, language }, await readEverything(portal, contributorId))
  return fileAnswerInPieces(zipOf(files, portal.clock.now()), {
    type: 'application/zip',
    name: `accord-${portal.clock.now().toISOString().slice(0, 10)}.zip`,
  })
}

/** A file has no page of its own to say what is wrong. */
function again(language: string, refusal: 'field-required' | 'pin-not-matched') {
  return redirect(`/${language}/my-data?pin=${refusal}`, 303)
}
