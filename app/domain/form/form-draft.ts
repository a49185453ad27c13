import type { Form, FormWords, Question } from '../consent/form.ts'

/** What staff write before people are asked; it becomes a published version, which never changes again. */
export type FormDraft = {
  id: string
  state: 'draft' | 'in-review'
  /** Grows with every change: what somebody had before their eyes is named by it. */
  revision: number
  authoredBy: string
  /** Everybody who changed it since, once each. */
  editedBy: string[]
  createdAt: Date
} & FormContent

/** What a draft and a published version have in common: all that a form says and asks. */
export type FormContent = Required<Omit<Form, 'id'>>

/** The parts that have words of their own in every language. */
export type Worded = { sections: readonly string[]; questions: readonly Question[]; checks: FormContent['checks'] }

/** A form in one language with nothing written yet. */
export const NO_FORM_WORDS: FormWords = {
  title: '',
  promises: [],
  sections: [],
  questions: {},
  what_changed: [],
  checks: {},
}

/** The content of a published version, or of a draft without what only a draft has. */
export function contentOf(form: Form): FormContent {
  const { programmeId, version, validYears, questions, words, follows = null, change = null, checks = [] } = form
  return { programmeId, version, validYears, questions, words, follows, change, checks }
}

/** The sections that a form's words have, in the order of reading. */
export function sectionsOf(words: FormContent['words']): string[] {
  return [...new Set(Object.values(words).flatMap(({ sections }) => sections.map(({ id }) => id)))]
}
