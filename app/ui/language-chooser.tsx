import { useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ENDONYMS, LANGUAGES, type Language } from '../i18n/languages.ts'
import { inLanguage } from './in-language.ts'

/** The same page in another language, each named as its readers name it. */
export function LanguageChooser({ language }: { language: Language }) {
  const { t } = useTranslation('common')
  const { pathname, search } = useLocation()
  return (
    <details className="languages">
      <summary>
        <Globe />
        <span className="visually-hidden">{t('choose-language')}: </span>
        {ENDONYMS[language]}
      </summary>
      <ul>
        {LANGUAGES.map((other) => (
          <li key={other}>
            <a
              href={inLanguage(other, pathname, search)}
              hrefLang={other}
              lang={other}
              aria-current={other === language ? 'true' : undefined}
            >
              {ENDONYMS[other]}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Globe() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2">
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c3 3 4 6 4 9s-1 6-4 9c-3-3-4-6-4-9s1-6 4-9Z" />
    </svg>
  )
}
