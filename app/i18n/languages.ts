/** The languages of the portal, as they stand in the first segment of a page's address (BCP 47). */
export const LANGUAGES = ['en', 'sl', 'pt-PT', 'pl', 'lt', 'el', 'de', 'uk'] as const

export type Language = (typeof LANGUAGES)[number]

/** Where a sentence is not translated yet, and where nobody said which language they read. */
export const FALLBACK_LANGUAGE: Language = 'en'

/** Each language's own name for itself: what a reader looks for, so it is never translated. */
export const ENDONYMS: Record<Language, string> = {
  en: 'English',
  sl: 'Slovenščina',
  'pt-PT': 'Português',
  pl: 'Polski',
  lt: 'Lietuvių',
  el: 'Ελληνικά',
  de: 'Deutsch',
  uk: 'Українська',
}

export function isLanguage(code: string | undefined): code is Language {
  return (LANGUAGES as readonly string[]).includes(code ?? '')
}
