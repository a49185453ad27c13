import type { FormWords } from '../consent/form.ts'
import { NO_FORM_WORDS, type Worded } from './form-draft.ts'

/** These words with a place for every part of the form, empty where nothing is written, and for nothing else. */
export function fittedWords(words: FormWords = NO_FORM_WORDS, { sections, questions, checks }: Worded): FormWords {
  return {
    title: words.title,
    promises: words.promises,
    sections: sections.map((id) => words.sections.find((one) => one.id === id) ?? emptySection(id)),
    questions: Object.fromEntries(
      questions.map(({ id, options }) => {
        const written = words.questions[id]
        const meanings = options.map(({ value }) => [value, written?.options[value] ?? { label: '', meaning: '' }])
        const { question = '', help = '' } = written ?? {}
        return [id, { question, help, options: Object.fromEntries(meanings) }]
      }),
    ),
    what_changed: words.what_changed ?? [],
    checks: Object.fromEntries(
      checks.map(({ id, options }) => {
        const written = words.checks?.[id]
        const texts = options.map((option) => [option, written?.options[option] ?? ''])
        const { question = '', explanation = '' } = written ?? {}
        return [id, { question, options: Object.fromEntries(texts), explanation }]
      }),
    ),
  }
}

function emptySection(id: string): FormWords['sections'][number] {
  return { id, heading: '', short: '', longer: '', legal: '' }
}
