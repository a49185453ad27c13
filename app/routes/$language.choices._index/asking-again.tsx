import { asksAgain } from '#app/domain/consent/ask-again.ts'
import type { Day } from '#app/domain/day.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import type { ProgrammeChoice } from '#app/services/read-my-choices.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** The programmes that she wanted to be asked about again by today; before that day nothing is said here. */
export function AskingAgain({ choices, today }: { choices: ProgrammeChoice[]; today: Day }) {
  const { t, language } = useWords()
  const due = choices.filter(({ consent }) => asksAgain(consent, today))
  if (due.length === 0) return null
  return (
    <Notice tone="warm" heading={t('ask-again:due.heading')}>
      {due.map(({ programme }) => (
        <p key={programme.id}>
          {t('ask-again:due.text', { programme: programmeName(programme, language) })}{' '}
          <a href={`/${language}/choices/${programme.id}/questions`}>{t('ask-again:due.link')}</a>
        </p>
      ))}
    </Notice>
  )
}
