import type { i18n as I18n, TFunction } from 'i18next'
import type { Language } from './languages.ts'
import type { Namespace } from './words.ts'

/** Turns a typed key, `namespace:key`, into a sentence of one language. */
export type Translate = TFunction<['common', ...Namespace[]]>

/** The words of one language, for code that renders no component: titles, mails, documents. */
export function translateInto(language: Language, words: I18n): Translate {
  return words.getFixedT(language) as unknown as Translate
}
