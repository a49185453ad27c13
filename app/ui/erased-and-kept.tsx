import { whatClosingErases } from '../i18n/closing-words.ts'
import { useWords } from './use-words.ts'

/** What goes and what stays when an account is closed. */
export function ErasedAndKept() {
  const { t } = useWords()
  return (
    <>
      <h3>{t('closing:heading')}</h3>
      <ul>
        {whatClosingErases(t).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}
