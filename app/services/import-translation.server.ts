import { translation } from '../domain/form/translation.ts'
import { xliffFile } from '../domain/form/xliff-structure.ts'
import type { XmlElement } from '../domain/form/xml-element.ts'
import type { Portal } from '../portal.server.ts'
import type { DraftAsked } from './change-form-draft.server.ts'
import { editFormWords } from './edit-form-words.server.ts'
import { readFormDraft } from './read-form-draft.server.ts'

type Sent = DraftAsked & { target: string; root: XmlElement }

/** Takes a translated file into a draft: all of it, into the very revision that it was held against, or nothing. */
export async function importTranslation(portal: Portal, { target, root, ...asked }: Sent) {
  const found = await readFormDraft(portal, asked)
  if (!found.ok) return found
  const { draft } = found.event
  if (draft.revision !== asked.revision) return { ok: false, refusal: 'form-draft-changed' } as const

  const read = xliffFile(root)
  if (!read.ok) return read
  const translated = translation(draft, target, read.file)
  if (!translated.ok) return translated
  return editFormWords(portal, { ...asked, language: target, words: translated.words })
}
