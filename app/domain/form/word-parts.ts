import type { FormWords } from '../consent/form.ts'
import { fittedWords } from './fitted-words.ts'
import type { Worded } from './form-draft.ts'

/** Whether the words are about a section, question, option or check that the form does not have. */
export function namesOtherParts(words: FormWords, worded: Worded): boolean {
  return otherParts(words, worded).length > 0
}

/** The paths of what the words name and the form does not have. */
export function otherParts(words: FormWords, worded: Worded): string[] {
  const parts = partsNamed(fittedWords(words, worded))
  return partsNamed(words).filter((part) => !parts.includes(part))
}

function partsNamed({ sections, questions, checks = {} }: FormWords): string[] {
  return [
    ...sections.map(({ id }) => `sections.${id}`),
    ...partsOf('questions', questions),
    ...partsOf('checks', checks),
  ]
}

function partsOf(kind: string, all: Record<string, { options: object }>): string[] {
  return Object.entries(all).flatMap(([id, { options }]) => [
    `${kind}.${id}`,
    ...Object.keys(options).map((value) => `${kind}.${id}.options.${value}`),
  ])
}
