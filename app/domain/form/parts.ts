import type { FormWords } from '../consent/form.ts'

export const PART_KINDS = ['title', 'promises', 'section', 'question', 'check', 'what-changed'] as const

/** What a form's words are made of, in the order of reading; `id` tells parts of a kind apart. */
export type Part = {
  kind: (typeof PART_KINDS)[number]
  id: string
  /** How a reader knows it: its heading or its question. */
  name: string
  texts: Text[]
}

export type TextKind =
  | 'title'
  | 'promise'
  | 'heading'
  | 'short'
  | 'longer'
  | 'legal'
  | 'question'
  | 'help'
  | 'label'
  | 'meaning'
  | 'explanation'
  | 'change'

/** One text; `of` is the option that it belongs to, or its place in a list. */
export type Text = { text: TextKind; of: string; value: string }

/** All that a person reads in one language, as a list. */
export function partsOf({ title, promises, sections, questions, what_changed, checks }: FormWords): Part[] {
  return [
    { kind: 'title', id: '', name: title, texts: [{ text: 'title', of: '', value: title }] },
    { kind: 'promises', id: '', name: '', texts: listed('promise', promises) },
    ...sections.map(sectionPart),
    ...Object.entries(questions).map(([id, words]) => questionPart(id, words)),
    ...Object.entries(checks ?? {}).map(([id, words]) => checkPart(id, words)),
    { kind: 'what-changed', id: '', name: '', texts: listed('change', what_changed ?? []) },
  ]
}

function sectionPart({ id, heading, short, longer, legal }: FormWords['sections'][number]): Part {
  return { kind: 'section', id, name: heading, texts: named({ heading, short, longer, legal }) }
}

function questionPart(id: string, { question, help, options }: FormWords['questions'][string]): Part {
  const ofOptions = Object.entries(options).flatMap(([of, { label, meaning }]) => named({ label, meaning }, of))
  return { kind: 'question', id, name: question, texts: [...named({ question, help }), ...ofOptions] }
}

function checkPart(id: string, { question, options, explanation }: NonNullable<FormWords['checks']>[string]): Part {
  const ofOptions = Object.entries(options).flatMap(([of, label]) => named({ label }, of))
  return { kind: 'check', id, name: question, texts: [...named({ question }), ...ofOptions, ...named({ explanation })] }
}

function named(texts: Partial<Record<TextKind, string>>, of = ''): Text[] {
  return Object.entries(texts).map(([text, value]) => ({ text: text as TextKind, of, value }))
}

function listed(text: TextKind, values: readonly string[]): Text[] {
  return values.map((value, place) => ({ text, of: String(place + 1), value }))
}
