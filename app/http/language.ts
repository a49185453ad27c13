import { FALLBACK_LANGUAGE, isLanguage, LANGUAGES, type Language } from '../i18n/languages.ts'

export { LANGUAGES }

/** The language that an address names in its first segment, or null where it names none of ours. */
export function languageOf(pathname: string): Language | null {
  const [, first] = pathname.split('/')
  return isLanguage(first) ? first : null
}

/** The language for one request: the address decides; only an address without one looks at what the browser prefers. */
export function languageFor(request: Request): Language {
  return languageOf(new URL(request.url).pathname) ?? preferredLanguage(request.headers.get('Accept-Language'))
}

/** The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4; `pt-BR` readers get `pt-PT`). */
export function preferredLanguage(header: string | null): Language {
  for (const tag of tagsByPreference(header ?? '')) {
    const exact = LANGUAGES.find((language) => language.toLowerCase() === tag)
    const close = LANGUAGES.find((language) => primary(language) === primary(tag))
    if (exact ?? close) return (exact ?? close) as Language
  }
  return FALLBACK_LANGUAGE
}

function tagsByPreference(header: string): string[] {
  return header
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
      return { tag, quality }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}
