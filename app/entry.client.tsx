import { RemixBrowser } from '@remix-run/react'
import { createInstance, type Resource } from 'i18next'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { FALLBACK_LANGUAGE } from './i18n/languages.ts'

/** Only pages that opted in load this; their words came with them, in the element `words`. */
const i18n = createInstance()
void i18n.init({
  resources: JSON.parse(document.getElementById('words')?.textContent ?? '{}') as Resource,
  lng: document.documentElement.lang,
  fallbackLng: FALLBACK_LANGUAGE,
  defaultNS: 'common',
  initAsync: false,
  interpolation: { escapeValue: false },
})

hydrateRoot(
  document,
  <I18nextProvider i18n={i18n}>
    <RemixBrowser />
  </I18nextProvider>,
)
