import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** A yes cannot count while an objection stands, and it never takes one back by itself. */
export function StandingObjection() {
  const { t, language } = useWords()
  return (
    <Notice tone="care" heading={t('questions:objection.heading')}>
      <p>{t('questions:objection.text')}</p>
      <p>
        <a href={`/${language}/choices/objection`}>{t('questions:objection.link')}</a>
      </p>
    </Notice>
  )
}
