import type { ConsentStanding } from '#app/domain/consent/standing.ts'
import type { Day } from '#app/domain/day.ts'
import { choiceSummary } from '#app/i18n/choice-summary.ts'
import { formatDate, formatDay } from '#app/i18n/format.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import type { ProgrammeChoice } from '#app/services/read-my-choices.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = { choice: ProgrammeChoice; objected: boolean }

/** One programme: my answer in words, since when, what it covers, and the two ways on from here. */
export function MyProgramme({ choice: { programme, consent, isOver }, objected }: Props) {
  const { t, language } = useWords()
  const state = isOver ? 'expired' : (consent?.state ?? 'none')
  const at = `/${language}/choices/${programme.id}`
  const mayStop = consent?.state === 'given'
  return (
    <div className="card">
      <h3>{programmeName(programme, language)}</h3>
      <StateLine tone={state === 'given' && !objected ? 'good' : 'quiet'}>{t(`codes:state.${state}`)}</StateLine>
      {consent ? <Since consent={consent} isOver={isOver} /> : <p>{t('choices:programmes.not-answered')}</p>}
      {consent?.state === 'deferred' && <AskedAgain on={consent.askAgainOn} />}
      {mayStop && objected && <p>{t('choices:programmes.objected')}</p>}
      {mayStop && consent.choices && !isOver && (
        <Details summary={t('choices:programmes.covers')}>
          <ul>
            {choiceSummary(t, language, consent.choices, consent.expiresAt).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Details>
      )}
      {consent && (
        <p>
          <a href={`/${language}/receipts/${consent.eventId}`}>{t('choices:programmes.receipt')}</a>
        </p>
      )}
      <Actions>
        <LinkButton kind={consent ? 'second' : 'first'} to={`${at}/questions`}>
          {t(consent ? 'choices:programmes.change' : 'choices:programmes.answer')}
        </LinkButton>
        {consent && (
          <LinkButton kind="second" to={`${at}/withdrawal`}>
            {t(mayStop ? 'choices:programmes.stop' : 'choices:programmes.further')}
          </LinkButton>
        )}
      </Actions>
    </div>
  )
}

/** Until when she has her peace; the questions stay open all the same. */
function AskedAgain({ on }: { on: Day | null }) {
  const { t, language } = useWords()
  return <p>{on ? t('ask-again:waiting', { date: formatDay(language, on) }) : t('ask-again:waiting-no-date')}</p>
}

function Since({ consent, isOver }: { consent: ConsentStanding; isOver: boolean }) {
  const { t, language } = useWords()
  return isOver && consent.expiresAt ? (
    <p>{t('choices:programmes.over', { date: formatDate(language, consent.expiresAt) })}</p>
  ) : (
    <p>{t('choices:programmes.since', { date: formatDate(language, consent.decidedAt) })}</p>
  )
}
