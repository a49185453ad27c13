import { type DataUse, NO_USE_WORDS, type UseWords } from './data-use.ts'

/** What a data use still lacks in one language, in the order in which it is read. */
export function missingUseWords({ words }: Pick<DataUse, 'words'>, language: string): (keyof UseWords)[] {
  const written = Object.hasOwn(words, language) ? (words[language] ?? NO_USE_WORDS) : NO_USE_WORDS
  return (['title', 'summary'] as const).filter((part) => !written[part]?.trim())
}

/** The languages in which something is still missing. */
export function languagesMissing(use: Pick<DataUse, 'words'>, languages: readonly string[]): string[] {
  return languages.filter((language) => missingUseWords(use, language).length > 0)
}
