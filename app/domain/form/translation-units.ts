import type { FormWords } from '../consent/form.ts'
import { type Part, partsOf, type Text } from './parts.ts'
import { TEXT_LIMITS } from './text-limits.ts'

/** One text to translate, by a name that stays the same while the form has this text. */
export type Unit = {
  id: string
  part: Part
  text: Text
  /** As many characters as its translation may have. */
  longest: number
}

/** Everything that is written in a language, in the order of reading; an empty text needs no translation. */
export function unitsOf(words: FormWords): Unit[] {
  return partsOf(words).flatMap((part) =>
    part.texts
      .filter(({ value }) => value !== '')
      .map((text) => ({ id: unitId(part, text), part, text, longest: longestOf(part, text) })),
  )
}

/** A language's words with these translations in their places; what is not among them stays as it is. */
export function withTranslations(
  own: Required<FormWords>,
  source: FormWords,
  translations: ReadonlyMap<string, string>,
): FormWords {
  const at = (kind: Part['kind'], id: string, text: Text['text'], of: string, now: string) =>
    translations.get(unitId({ kind, id }, { text, of })) ?? now
  const listed = (kind: Part['kind'], text: Text['text'], values: readonly string[] = [], now: readonly string[]) =>
    Array.from({ length: Math.max(values.length, now.length) }, (_, place) =>
      at(kind, '', text, String(place + 1), now[place] ?? ''),
    )
  return {
    title: at('title', '', 'title', '', own.title),
    promises: listed('promises', 'promise', source.promises, own.promises),
    sections: own.sections.map(({ id, heading, short, longer, legal }) => ({
      id,
      heading: at('section', id, 'heading', '', heading),
      short: at('section', id, 'short', '', short),
      longer: at('section', id, 'longer', '', longer),
      legal: at('section', id, 'legal', '', legal),
    })),
    questions: mapped(own.questions, (id, { question, help, options }) => ({
      question: at('question', id, 'question', '', question),
      help: at('question', id, 'help', '', help),
      options: mapped(options, (value, { label, meaning }) => ({
        label: at('question', id, 'label', value, label),
        meaning: at('question', id, 'meaning', value, meaning),
      })),
    })),
    what_changed: listed('what-changed', 'change', source.what_changed, own.what_changed),
    checks: mapped(own.checks, (id, { question, options, explanation }) => ({
      question: at('check', id, 'question', '', question),
      options: mapped(options, (value, label) => at('check', id, 'label', value, label)),
      explanation: at('check', id, 'explanation', '', explanation),
    })),
  }
}

function mapped<From, To>(all: Record<string, From>, change: (key: string, one: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(all).map(([key, one]) => [key, change(key, one)]))
}

/** An NMTOKEN, as XLIFF wants it (XLIFF 2.1 §4.3.1.19): any other sign of a name is written by its number. */
function unitId({ kind, id }: Pick<Part, 'kind' | 'id'>, { text, of }: Pick<Text, 'text' | 'of'>): string {
  const names = [kind, id, of, text].filter((name) => name !== '')
  return names.map((name) => name.replace(/[^\w-]/gu, (sign) => `:${sign.codePointAt(0)?.toString(16)}:`)).join('.')
}

function longestOf({ kind }: Part, { text }: Text): number {
  return TEXT_LIMITS[LIMITS[`${kind} ${text}`] ?? 'title']
}

const LIMITS: Record<string, keyof typeof TEXT_LIMITS> = {
  'title title': 'title',
  'promises promise': 'promise',
  'section heading': 'section-heading',
  'section short': 'section-short',
  'section longer': 'section-longer',
  'section legal': 'section-legal',
  'question question': 'question',
  'question help': 'question-help',
  'question label': 'option-label',
  'question meaning': 'option-meaning',
  'check question': 'check-question',
  'check label': 'check-option',
  'check explanation': 'check-explanation',
  'what-changed change': 'what-changed',
}
