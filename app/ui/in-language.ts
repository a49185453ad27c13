import { isLanguage, type Language } from '../i18n/languages.ts'

/** The address of the same place in another language, its query kept. */
export function inLanguage(language: Language, pathname: string, search = ''): string {
  const [, first, ...rest] = pathname.split('/')
  const place = isLanguage(first) ? rest : []
  return `/${[language, ...place].join('/')}${search}`
}
