import { aligned } from './aligned.ts'

/** A sentence that stayed, is gone or is new. */
export type Sentence = { kind: 'same' | 'gone' | 'new'; text: string }

/** How one text became another, sentence by sentence: whole sentences read better than words struck out within them. */
export function sentenceDifference(before: string, after: string, language: string): Sentence[] {
  const steps = aligned(sentencesOf(before, language), sentencesOf(after, language), (sentence) => sentence)
  const difference = steps.map(({ before: was, after: is }): Sentence => {
    if (is === undefined) return { kind: 'gone', text: was ?? '' }
    return { kind: was === undefined ? 'new' : 'same', text: is }
  })
  if (difference.some(({ kind }) => kind !== 'same')) return difference
  return before === after ? difference : [...asA('gone', before), ...asA('new', after)]
}

/** Without the space between them. */
function sentencesOf(text: string, language: string): string[] {
  const segments = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)
  return [...segments].map(({ segment }) => segment.trim()).filter(Boolean)
}

/** Texts that differ in nothing but space are shown whole. */
function asA(kind: Sentence['kind'], text: string): Sentence[] {
  return text === '' ? [] : [{ kind, text }]
}
