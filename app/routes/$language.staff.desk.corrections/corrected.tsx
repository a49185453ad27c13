import type { Correction } from '#app/domain/enrolment/correction.ts'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** What was put right, and who learns of it. */
export function Corrected({ correction, number }: { correction: Correction; number: string }) {
  const { t, language } = useWords()
  return (
    <>
      <Notice tone="good" heading={t('corrections:done.heading')}>
        <p className="wrapped">{t(`corrections:done.${correction}`, { number })}</p>
      </Notice>
      <p>{t('corrections:told')}</p>
      <p className="screen-only">
        <a href={`/${language}/staff/desk/corrections`}>{t('corrections:again')}</a>
      </p>
    </>
  )
}
