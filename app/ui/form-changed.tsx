import { Notice } from './notice.tsx'
import { useWords } from './use-words.ts'

/** A new version of a form was published while somebody was answering the one before. */
export function FormChanged() {
  const { t } = useWords()
  return (
    <Notice tone="care" heading={t('questions:form-changed.heading')}>
      <p>{t('questions:form-changed.text')}</p>
    </Notice>
  )
}
