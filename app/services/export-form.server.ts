import { type Decision, recorded } from '../domain/decision.ts'
import { formFile } from '../domain/form/form-file.ts'
import type { Portal } from '../portal.server.ts'
import { readForm } from './read-forms.server.ts'

type Exporting = { staffId: string; formId: string; languages: readonly string[] }

/** A draft or a published version as one JSON file, the same bytes for the same form. */
export async function exportForm(
  portal: Portal,
  { languages, ...asked }: Exporting,
): Promise<Decision<{ name: string; text: string }, 'form-draft-not-found' | 'not-allowed'>> {
  const read = await readForm(portal, asked)
  if (!read.ok) return read
  const { content, isDraft } = read.event
  const name = `accord-form-${content.programmeId}-${content.version}${isDraft ? '-draft' : ''}.json`
  return recorded({ name, text: `${JSON.stringify(formFile(content, languages), null, 2)}\n` })
}
