import { I18nextProvider, useTranslation } from 'react-i18next'
import type { Language } from '../i18n/languages.ts'

/** What stands inside speaks this language, whatever the page around it speaks: a preview shows what its reader reads. */
export function WordsOf({ language, children }: { language: Language; children: React.ReactNode }) {
  const { i18n } = useTranslation()
  return (
    <I18nextProvider i18n={i18n.cloneInstance({ lng: language, initAsync: false })}>
      <div lang={language}>{children}</div>
    </I18nextProvider>
  )
}
