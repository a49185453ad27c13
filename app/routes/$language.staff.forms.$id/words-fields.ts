import type { FormWords } from '#app/domain/consent/form.ts'
import { fittedWords } from '#app/domain/form/fitted-words.ts'
import type { Worded } from '#app/domain/form/form-draft.ts'
import type { MissingFormPart } from '#app/domain/form/missing-form-words.ts'
import { LONGEST_LIST, TEXT_LIMITS } from '#app/domain/form/text-limits.ts'

/** One text of a form in one language, under the name that its field has on the page. */
export type WordsField = {
  name: string
  part: MissingFormPart['part']
  option?: string
  value: string
  longest: number
}

/** The texts that are read together: the beginning, a section, a question with its answers, a check, what changed. */
export type WordsGroup = {
  kind: 'start' | 'section' | 'question' | 'check' | 'what-changed'
  id: string
  fields: WordsField[]
}

/** Every text that a form has in one language, in the order of reading. */
export function wordsGroups(written: FormWords | undefined, worded: Worded, follows: string | null): WordsGroup[] {
  const words = fittedWords(written, worded)
  return [
    {
      kind: 'start',
      id: '',
      fields: [field('title', 'title', words.title), lines('promises', 'promise', words.promises)],
    },
    ...words.sections.map(sectionGroup),
    ...Object.entries(words.questions).map(questionGroup),
    ...Object.entries(words.checks).map(checkGroup),
    ...(follows === null
      ? []
      : [
          {
            kind: 'what-changed' as const,
            id: '',
            fields: [lines('what_changed', 'what-changed', words.what_changed)],
          },
        ]),
  ]
}

/** The words that were sent; `sent` gives a field's text, empty where nothing was typed. */
export function wordsFrom(sent: (name: string) => string, { sections, questions, checks }: Worded): FormWords {
  const linesOf = (name: string) =>
    sent(name)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  return {
    title: sent('title'),
    promises: linesOf('promises'),
    sections: sections.map((id) => ({
      id,
      heading: sent(`section.${id}.heading`),
      short: sent(`section.${id}.short`),
      longer: sent(`section.${id}.longer`),
      legal: sent(`section.${id}.legal`),
    })),
    questions: Object.fromEntries(
      questions.map(({ id, options }) => {
        const texts = options.map(({ value }) => {
          const at = `question.${id}.${value}`
          return [value, { label: sent(`${at}.label`), meaning: sent(`${at}.meaning`) }]
        })
        const own = { question: sent(`question.${id}`), help: sent(`question.${id}.help`) }
        return [id, { ...own, options: Object.fromEntries(texts) }]
      }),
    ),
    what_changed: linesOf('what_changed'),
    checks: Object.fromEntries(
      checks.map(({ id, options }) => {
        const texts = options.map((option) => [option, sent(`check.${id}.${option}`)])
        const own = { question: sent(`check.${id}`), explanation: sent(`check.${id}.explanation`) }
        return [id, { ...own, options: Object.fromEntries(texts) }]
      }),
    ),
  }
}

/** Promises and what changed are written one a line. */
export function isList(part: WordsField['part']): boolean {
  return part === 'promise' || part === 'what-changed'
}

function sectionGroup({ id, heading, short, longer, legal }: FormWords['sections'][number]): WordsGroup {
  const at = `section.${id}`
  const fields = [
    field(`${at}.heading`, 'section-heading', heading),
    field(`${at}.short`, 'section-short', short),
    field(`${at}.longer`, 'section-longer', longer),
    field(`${at}.legal`, 'section-legal', legal),
  ]
  return { kind: 'section', id, fields }
}

function questionGroup([id, asked]: [string, FormWords['questions'][string]]): WordsGroup {
  const at = `question.${id}`
  const options = Object.entries(asked.options).flatMap(([option, { label, meaning }]) => [
    { ...field(`${at}.${option}.label`, 'option-label', label), option },
    { ...field(`${at}.${option}.meaning`, 'option-meaning', meaning), option },
  ])
  const own = [field(at, 'question', asked.question), field(`${at}.help`, 'question-help', asked.help)]
  return { kind: 'question', id, fields: [...own, ...options] }
}

function checkGroup([id, asked]: [string, NonNullable<FormWords['checks']>[string]]): WordsGroup {
  const at = `check.${id}`
  const options = Object.entries(asked.options).map(([option, text]) => ({
    ...field(`${at}.${option}`, 'check-option', text),
    option,
  }))
  const explanation = field(`${at}.explanation`, 'check-explanation', asked.explanation)
  return { kind: 'check', id, fields: [field(at, 'check-question', asked.question), ...options, explanation] }
}

function field(name: string, part: WordsField['part'], value: string): WordsField {
  return { name, part, value, longest: TEXT_LIMITS[part] }
}

/** A list is written one a line. */
function lines(name: string, part: 'promise' | 'what-changed', texts: readonly string[]): WordsField {
  return { name, part, value: texts.join('\n'), longest: TEXT_LIMITS[part] * LONGEST_LIST }
}
