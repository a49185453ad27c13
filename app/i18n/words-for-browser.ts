import type { i18n as I18n } from 'i18next'
import { FALLBACK_LANGUAGE } from './languages.ts'
import type { Namespace } from './words.ts'

/** The words that a page with script needs, as JSON that is safe inside a script element. */
export function wordsForBrowser(i18n: I18n, namespaces: readonly Namespace[]): string {
  const words = (language: string) =>
    Object.fromEntries(
      (['common', ...namespaces] as const).map((name) => [name, i18n.getResourceBundle(language, name) ?? {}]),
    )
  const resources = { [FALLBACK_LANGUAGE]: words(FALLBACK_LANGUAGE), [i18n.language]: words(i18n.language) }
  return JSON.stringify(resources).replaceAll('<', '\\u003c')
}
