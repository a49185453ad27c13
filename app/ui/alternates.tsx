import { useLocation } from '@remix-run/react'
import { FALLBACK_LANGUAGE, LANGUAGES } from '../i18n/languages.ts'
import { inLanguage } from './in-language.ts'

/** Tells browsers and search engines where this page stands in the other languages. */
export function Alternates({ origin }: { origin: string }) {
  const { pathname } = useLocation()
  return (
    <>
      {LANGUAGES.map((language) => (
        <link key={language} rel="alternate" hrefLang={language} href={origin + inLanguage(language, pathname)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={origin + inLanguage(FALLBACK_LANGUAGE, pathname)} />
    </>
  )
}
