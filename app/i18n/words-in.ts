import { FALLBACK_LANGUAGE } from './languages.ts'

/** Words that staff wrote per language: the reader's, else English, else whichever there are; with the language they are in. */
export function wordsIn<Words>(words: Readonly<Record<string, Words>>, language: string): [Words, string] | null {
  for (const candidate of [language, FALLBACK_LANGUAGE, ...Object.keys(words)]) {
    const found = Object.hasOwn(words, candidate) ? words[candidate] : undefined
    if (found !== undefined) return [found, candidate]
  }
  return null
}
