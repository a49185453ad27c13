import type { FormWords } from '../consent/form.ts'
import { fittedContent } from './fitted-words.ts'
import type { FormContent } from './form-draft.ts'

/** A part that a language still lacks; `of` is the section, question, option or check, or the place in a list. */
export type MissingFormPart = {
  part:
    | 'title'
    | 'promise'
    | 'section-heading'
    | 'section-short'
    | 'section-longer'
    | 'section-legal'
    | 'question'
    | 'question-help'
    | 'option-label'
    | 'option-meaning'
    | 'check-question'
    | 'check-option'
    | 'check-explanation'
    | 'what-changed'
  of: string
}

/** What a form lacks in one language, in the order in which it is read: nobody agrees to what she cannot read (GDPR Art. 7(2)). */
export function missingFormWords(content: FormContent, language: string): MissingFormPart[] {
  const words = fittedContent(content, [language]).words[language]
  if (!words) return []
  const all = Object.values(content.words)
  return [
    ...lacking('title', words.title),
    ...lackingOf('promise', words.promises, longest(all.map(({ promises }) => promises))),
    ...words.sections.flatMap(missingOfSection),
    ...Object.entries(words.questions).flatMap(missingOfQuestion),
    ...Object.entries(words.checks ?? {}).flatMap(missingOfCheck),
    ...(content.follows === null
      ? []
      : lackingOf('what-changed', words.what_changed ?? [], longest(all.map(({ what_changed = [] }) => what_changed)))),
  ]
}

/** The languages in which something is still missing. */
export function languagesLacking(content: FormContent, languages: readonly string[]): string[] {
  return languages.filter((language) => missingFormWords(content, language).length > 0)
}

function missingOfSection({ id, heading, short, longer, legal }: FormWords['sections'][number]): MissingFormPart[] {
  return [
    ...lacking('section-heading', heading, id),
    ...lacking('section-short', short, id),
    ...lacking('section-longer', longer, id),
    ...lacking('section-legal', legal, id),
  ]
}

function missingOfQuestion([id, asked]: [string, FormWords['questions'][string]]): MissingFormPart[] {
  return [
    ...lacking('question', asked.question, id),
    ...lacking('question-help', asked.help, id),
    ...Object.entries(asked.options).flatMap(([value, { label, meaning }]) => [
      ...lacking('option-label', label, `${id}: ${value}`),
      ...lacking('option-meaning', meaning, `${id}: ${value}`),
    ]),
  ]
}

type CheckWords = NonNullable<FormWords['checks']>[string]

function missingOfCheck([id, { question, options, explanation }]: [string, CheckWords]): MissingFormPart[] {
  return [
    ...lacking('check-question', question, id),
    ...Object.entries(options).flatMap(([value, text]) => lacking('check-option', text, `${id}: ${value}`)),
    ...lacking('check-explanation', explanation, id),
  ]
}

/** What one language promises or tells, all do: at least one sentence, and as many as the longest list has. */
function lackingOf(part: MissingFormPart['part'], texts: readonly string[], count: number): MissingFormPart[] {
  return Array.from({ length: Math.max(count, 1) }, (_, place) =>
    lacking(part, texts[place] ?? '', String(place + 1)),
  ).flat()
}

function longest(lists: readonly (readonly string[])[]): number {
  return Math.max(0, ...lists.map(({ length }) => length))
}

function lacking(part: MissingFormPart['part'], text: string, of = ''): MissingFormPart[] {
  return text.trim() === '' ? [{ part, of }] : []
}
