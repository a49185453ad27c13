import { formatDay } from '#app/i18n/format.ts'
import type { DeathAtDesk } from '#app/services/read-deaths.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** What waits for a second person, and what was confirmed; each can be taken back. */
export function Reports({ deaths }: { deaths: DeathAtDesk[] }) {
  const { t } = useWords()
  const waiting = deaths.filter(({ confirmed }) => !confirmed)
  const done = deaths.filter(({ confirmed }) => confirmed)
  return (
    <>
      <h2>{t('after-death:report.waiting')}</h2>
      {waiting.length === 0 && <p>{t('after-death:report.none')}</p>}
      {waiting.map((death) => (
        <Report key={death.id} death={death} />
      ))}
      {done.length > 0 && <h2>{t('after-death:report.done')}</h2>}
      {done.map((death) => (
        <Report key={death.id} death={death} />
      ))}
    </>
  )
}

function Report({ death: { id, pseudonym, diedOn, mine, confirmed } }: { death: DeathAtDesk }) {
  const { t, language } = useWords()
  return (
    <Card heading={pseudonym}>
      <p>{t('after-death:report.died', { date: formatDay(language, diedOn) })}</p>
      {!confirmed && mine && <p>{t('after-death:report.own')}</p>}
      {!confirmed && !mine && <Act report={id} intent="confirm" label={t('after-death:report.confirm')} />}
      <Details summary={t('after-death:report.take-back')}>
        {confirmed && <p>{t('after-death:report.take-back-meaning')}</p>}
        <Act report={id} intent="take-back" label={t('after-death:report.take-back')} />
      </Details>
    </Card>
  )
}

function Act({ report, intent, label }: { report: string; intent: 'confirm' | 'take-back'; label: string }) {
  return (
    <form method="post">
      <input type="hidden" name="report" value={report} />
      <Actions>
        <Button kind="second" name="intent" value={intent}>
          {label}
        </Button>
      </Actions>
    </form>
  )
}
