import type { FormWords } from '../consent/form.ts'
import { type FormContent, NO_FORM_WORDS, sectionsOf, type Worded } from './form-draft.ts'

/** The content with words in each of these languages, each with a place for every part of the form. */
export function fittedContent<Content extends FormContent>(
  content: Content,
  languages: readonly string[],
  sections: readonly string[] = sectionsOf(content.words),
): Content {
  const worded = { ...content, sections }
  const words = languages.map((language) => [language, fittedWords(content.words[language], worded)])
  return { ...content, words: Object.fromEntries(words) }
}

/** These words with a place for every part of the form, empty where nothing is written, and for nothing else. */
export function fittedWords(
  words: FormWords = NO_FORM_WORDS,
  { sections, questions, checks }: Worded,
): Required<FormWords> {
  return {
    title: words.title,
    promises: words.promises,
    sections: sections.map((id) => fittedSection(id, words)),
    questions: Object.fromEntries(
      questions.map(({ id, options }) => {
        const { question = '', help = '', options: written = {} } = words.questions[id] ?? {}
        const texts = options.map(({ value }) => {
          const { label = '', meaning = '' } = written[value] ?? {}
          return [value, { label, meaning }]
        })
        return [id, { question, help, options: Object.fromEntries(texts) }]
      }),
    ),
    what_changed: words.what_changed ?? [],
    checks: Object.fromEntries(
      checks.map(({ id, options }) => {
        const { question = '', explanation = '', options: written = {} } = words.checks?.[id] ?? {}
        const texts = options.map((option) => [option, written[option] ?? ''])
        return [id, { question, options: Object.fromEntries(texts), explanation }]
      }),
    ),
  }
}

function fittedSection(id: string, { sections }: FormWords): FormWords['sections'][number] {
  const { heading = '', short = '', longer = '', legal = '' } = sections.find((one) => one.id === id) ?? {}
  return { id, heading, short, longer, legal }
}
