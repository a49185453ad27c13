import { useTranslation } from 'react-i18next'
import type { Language } from '../i18n/languages.ts'
import type { Translate } from '../i18n/translate.ts'

/** Words of every namespace (`t('choices:title')`) and the language of the page, for dates and lists. */
export function useWords(): { t: Translate; language: Language } {
  const { t, i18n } = useTranslation()
  return { t: t as unknown as Translate, language: i18n.language as Language }
}
