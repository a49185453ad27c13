import type { Form, FormWords } from '../consent/form.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { fittedContent, fittedWords } from './fitted-words.ts'
import { type FormContent, type FormDraft, sectionsOf, type Worded } from './form-draft.ts'
import { type ReadinessRefusal, unreadiness } from './form-publication.ts'
import { hasRepeated } from './soundness.ts'
import { namesOtherParts } from './word-parts.ts'

/** What happened to a draft, and how it stands after it; `detail` is for the audit. */
export type FormDraftEvent = {
  type: 'form-drafted' | 'form-edited' | 'form-imported' | 'form-submitted' | 'form-sent-back' | 'form-discarded'
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

  const after = edited(draft, by, { words: { ...draft.words, [language]: fittedWords(words, worded) } })
  return recorded({ type: 'form-edited', after, detail: { language } })
}

/** What a form asks and for how long: everything but its words. */
export type StructureEdit = Pick<FormContent, 'version' | 'validYears' | 'change'> & Worded

/** Other questions, sections or terms; what was written for a part that stays is kept in every language. */
export function structureEdit(
  draft: FormDraft,
  { by, structure, languages }: { by: string; structure: Partial<StructureEdit>; languages: readonly string[] },
): Decision<FormDraftEvent, 'form-not-draft' | 'form-ids-repeated'> {
  if (draft.state !== 'draft') return refused('form-not-draft')
  const { sections = sectionsOf(draft.words), questions = draft.questions, ...rest } = structure
  const content = { ...draft, ...rest, questions: [...questions] }
  if (hasRepeated(content) || new Set(sections).size < sections.length) return refused('form-ids-repeated')

  const after = edited(draft, by, fittedContent(content, languages, sections))
  return recorded({ type: 'form-edited', after, detail: { changed: Object.keys(structure) } })
}

/** Everything anew, from a file. */
export function replacement(
  draft: FormDraft,
  { by, content }: { by: string; content: FormContent },
): Decision<FormDraftEvent, 'form-not-draft' | 'form-of-another-programme'> {
  if (draft.state !== 'draft') return refused('form-not-draft')
  if (content.programmeId !== draft.programmeId) return refused('form-of-another-programme')
  return recorded({ type: 'form-imported', after: edited(draft, by, content) })
}

/** Asks for review of a form that could be published. */
export function formSubmission(
  draft: FormDraft,
  { current, languages }: { current: Form | null; languages: readonly string[] },
): Decision<FormDraftEvent, 'form-not-draft' | ReadinessRefusal> {
  if (draft.state !== 'draft') return refused('form-not-draft')
  const fault = unreadiness(draft, current, languages)
  if (fault) return refused(fault)
  return recorded({ type: 'form-submitted', after: stepped(draft, { state: 'in-review' }) })
}

/** Gives a form back to those who wrote it. */
export function formSendingBack(draft: FormDraft): Decision<FormDraftEvent, 'form-not-in-review'> {
  if (draft.state !== 'in-review') return refused('form-not-in-review')
  return recorded({ type: 'form-sent-back', after: stepped(draft, { state: 'draft' }) })
}

/** Takes a draft off the desk; what an approver is reading is sent back first. */
export function formDiscarding(draft: FormDraft): Decision<FormDraftEvent, 'form-not-draft'> {
  return draft.state === 'draft' ? recorded({ type: 'form-discarded', after: draft }) : refused('form-not-draft')
}

function edited(draft: FormDraft, by: string, change: Partial<FormDraft>): FormDraft {
  return stepped(draft, { ...change, editedBy: [...new Set([...draft.editedBy, by])] })
}

function stepped(draft: FormDraft, change: Partial<FormDraft>): FormDraft {
  return { ...draft, ...change, revision: draft.revision + 1 }
}
