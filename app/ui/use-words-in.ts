import { useTranslation } from 'react-i18next'
import type { Language } from '../i18n/languages.ts'
import type { Translate } from '../i18n/translate.ts'

/** The words of one language, also where it is not the page's own: a preview shows what its reader will read. */
export function useWordsIn(language: Language): Translate {
  const { i18n } = useTranslation()
  return i18n.getFixedT(language) as unknown as Translate
}
