import type { FormWords } from '../domain/consent/form.ts'
import { wordsEdit } from '../domain/form/drafting.ts'
import type { Portal } from '../portal.server.ts'
import { changeFormDraft, type DraftAsked } from './change-form-draft.server.ts'

export type WordsEdit = DraftAsked & { language: string; words: FormWords }

/** Replaces all that a draft says in one language. */
export function editFormWords(portal: Portal, { language, words, ...asked }: WordsEdit) {
  return changeFormDraft(portal, asked, 'edit', (draft) => wordsEdit(draft, { by: asked.staffId, language, words }))
}
