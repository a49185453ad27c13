import { useTranslation } from 'react-i18next'
import type { RefusalCode } from '../i18n/words.ts'

/** Turns a refusal's code into its sentence. */
export function useRefusal(): (code: string) => string {
  const { t, i18n } = useTranslation('refusal')
  return (code) => t((i18n.exists(`refusal:${code}`) ? code : 'something-went-wrong') as RefusalCode)
}
