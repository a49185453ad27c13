import type { Language } from './languages.ts'

/** A month as people write it: "March 2026" for `2026-03`. */
export function formatMonth(language: Language, month: string): string {
  const first = new Date(`${month}-01T00:00:00Z`)
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first)
}
