import type { FormWords } from '../consent/form.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { fittedWords } from './fitted-words.ts'
import { type FormDraft, sectionsOf, type Worded } from './form-draft.ts'

/** What happened to a draft, and how it stands after it; `detail` is for the audit. */
export type FormDraftEvent = {
  type: 'form-drafted' | 'form-edited' | 'form-submitted' | 'form-sent-back'
  after: FormDraft
  detail?: Record<string, unknown>
}

/** New words in one language; only a draft is edited, since what an approver reads must be what she publishes. */
export function wordsEdit(
  draft: FormDraft,
  { by, language, words }: { by: string; language: string; words: FormWords },
): Decision<FormDraftEvent, 'form-not-draft' | 'form-words-of-another-form'> {
  if (draft.state !== 'draft') return refused('form-not-draft')
  const worded = { ...draft, sections: sectionsOf(draft.words) }
  if (namesOtherParts(words, worded)) return refused('form-words-of-another-form')

  const after = changed(draft, by, { words: { ...draft.words, [language]: fittedWords(words, worded) } })
  return recorded({ type: 'form-edited', after, detail: { language } })
}

/** The draft after a change by this member of staff. */
export function changed(draft: FormDraft, by: string, change: Partial<FormDraft>): FormDraft {
  return { ...draft, ...change, revision: draft.revision + 1, editedBy: [...new Set([...draft.editedBy, by])] }
}

/** Whether the words are about a section, question, option or check that the form does not have. */
function namesOtherParts(words: FormWords, worded: Worded): boolean {
  const fitted = fittedWords(words, worded)
  const parts = partsNamed(fitted)
  return [...partsNamed(words)].some((part) => !parts.has(part))
}

function partsNamed({ sections, questions, checks = {} }: FormWords): Set<string> {
  const optionsOf = (kind: string, all: Record<string, { options: object }>) =>
    Object.entries(all).flatMap(([id, { options }]) => [
      `${kind} ${id}`,
      ...Object.keys(options).map((value) => `${kind} ${id} ${value}`),
    ])
  return new Set([
    ...sections.map(({ id }) => `section ${id}`),
    ...optionsOf('question', questions),
    ...optionsOf('check', checks),
  ])
}
