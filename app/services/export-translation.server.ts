import { type Decision, recorded, refused } from '../domain/decision.ts'
import { sourceLanguage, translationFile } from '../domain/form/translation.ts'
import type { Unit } from '../domain/form/translation-units.ts'
import { xliffText } from '../domain/form/xliff.ts'
import type { Portal } from '../portal.server.ts'
import { readFormDraft } from './read-form-draft.server.ts'

type Asked = {
  staffId: string
  draftId: string
  target: string
  languages: readonly string[]
  /** What a translator should know about a text. */
  noteOf(unit: Unit): string | null
}

/** A draft's texts as a file for a translation office (OASIS XLIFF 2.1). */
export async function exportTranslation(
  portal: Portal,
  { staffId, draftId, target, languages, noteOf }: Asked,
): Promise<Decision<{ name: string; text: string }, 'form-draft-not-found' | 'not-allowed' | 'page-not-found'>> {
  const found = await readFormDraft(portal, { staffId, draftId })
  if (!found.ok) return found
  const { draft } = found.event
  const source = sourceLanguage(draft, { target, languages })
  if (!source) return refused('page-not-found')

  const name = `accord-${draft.programmeId}-${draft.version}-${target}.xlf`
  return recorded({ name, text: xliffText(translationFile(draft, { source, target, noteOf })) })
}
