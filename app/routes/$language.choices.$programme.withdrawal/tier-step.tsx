import type { ConsentStanding } from '#app/domain/consent/standing.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { Part } from '#app/services/part.server.ts'
import type { Propagation } from '#app/services/read-propagation.server.ts'
import { Button } from '#app/ui/button.tsx'
import { ErasedAndKept } from '#app/ui/erased-and-kept.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { Progress } from './progress.tsx'
import { whatWithdrawingDoes } from './withdrawal-snapshot.ts'

type TierStepProps = {
  programme: string
  consent: ConsentStanding | null
  /** Null before anything was withdrawn. */
  propagation: Part<Propagation[]> | null
  /** Whoever acts for another person, or has staff beside her, closes no account. */
  mayClose: boolean
  now: Date
  errors: Record<string, string> | undefined
}

/** What withdrawing does and what it cannot do, and how far to go. */
export function TierStep({ programme, consent, propagation, mayClose, now, errors }: TierStepProps) {
  const { t, language } = useWords()
  const [atOnce, ...rest] = whatWithdrawingDoes(t)
  const mayStop = consent !== null && consent.state !== 'withdrawn'
  return (
    <>
      <ErrorSummary errors={errors} />
      <Heading eyebrow={programme}>{t('withdrawal:title')}</Heading>
      {consent?.state === 'withdrawn' && <AlreadyStopped consent={consent} />}
      {propagation?.loaded && <Progress propagation={propagation.value} now={now} />}
      {propagation && !propagation.loaded && <p>{t('choices:followers.not-loaded')}</p>}
      {!consent && (
        <Notice heading={t('withdrawal:nothing-to-stop.heading')}>
          <p>{t('withdrawal:nothing-to-stop.text')}</p>
        </Notice>
      )}
      <form method="post">
        <RecordField />
        <p>{atOnce}</p>
        {mayStop && (
          <>
            <div className="stop-now">
              <Button name="tier" value="stop">
                {t('withdrawal:stop.button')}
              </Button>
            </div>
            <p>{t('withdrawal:stop.meaning')}</p>
          </>
        )}
        <ul>
          {rest.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {consent?.state === 'withdrawn' && <p>{t('withdrawal:already.more')}</p>}
        {consent && <Further tier="remove" />}
        {mayClose && (
          <Further tier="close">
            <p>{t('closing:order')}</p>
            <ErasedAndKept under={2} />
          </Further>
        )}
      </form>
      <p>
        <a href={`/${language}/choices`}>{t('withdrawal:to-choices')}</a>
      </p>
    </>
  )
}

function Further({ tier, children }: { tier: 'remove' | 'close'; children?: React.ReactNode }) {
  const { t } = useWords()
  return (
    <section className="further">
      <h2>{t(`withdrawal:${tier}.heading`)}</h2>
      <p>{t(`withdrawal:${tier}.meaning`)}</p>
      {children}
      <Button kind="second" name="tier" value={tier}>
        {t(`withdrawal:${tier}.button`)}
      </Button>
    </section>
  )
}

function AlreadyStopped({ consent }: { consent: ConsentStanding }) {
  const { t, language } = useWords()
  return (
    <Notice tone="good" heading={t('withdrawal:already.heading')}>
      <p>{t('withdrawal:already.text', { date: formatDate(language, consent.decidedAt) })}</p>
      <p>
        <a href={`/${language}/receipts/${consent.eventId}`}>{t('withdrawal:already.receipt')}</a>
      </p>
    </Notice>
  )
}
