import { formatDateTime, formatDay } from '#app/i18n/format.ts'
import { Facts } from '#app/ui/facts.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { RequestOfMine } from './route.tsx'

/** What I asked for, by when an answer is due, and what was answered. */
export function MyRequests({ requests }: { requests: readonly RequestOfMine[] }) {
  const { t } = useWords()
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{t('rights:log.heading')}</h2>
      {requests.length === 0 && <p>{t('rights:log.none')}</p>}
      <ul className="cards">
        {requests.map((request) => (
          <li key={request.id}>
            <MyRequest request={request} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MyRequest({
  request: { right, programme, askedAt, words, reason, answer, language: spoken, ...state },
}: {
  request: RequestOfMine
}) {
  const { t, language } = useWords()
  const when = formatDateTime(language, askedAt)
  const facts = [
    ...(words ? [{ term: t('rights:log.words'), children: <span lang={spoken}>{words}</span> }] : []),
    ...(reason ? [{ term: t('extension:why'), children: <span lang={spoken}>{reason}</span> }] : []),
    ...(answer ? [{ term: t('rights:log.answer'), children: <span lang={spoken}>{answer}</span> }] : []),
  ]
  return (
    <div className="card">
      <h3>{t(`rights:right.${right}.heading`)}</h3>
      <p>{programme ? t('rights:log.of-programme', { programme, when }) : t('rights:log.of-accord', { when })}</p>
      <State {...state} />
      {facts.length > 0 && <Facts facts={facts} />}
    </div>
  )
}

function State({
  outcome,
  answeredAt,
  dueOn,
  overdue,
}: Pick<RequestOfMine, 'outcome' | 'answeredAt' | 'dueOn' | 'overdue'>) {
  const { t, language } = useWords()
  const date = formatDay(language, dueOn)
  const when = answeredAt ? formatDateTime(language, answeredAt) : ''
  if (outcome === null) {
    return (
      <>
        <StateLine tone={overdue ? 'care' : 'quiet'}>
          {t(`rights:log.${overdue ? 'late' : 'open'}`, { date })}
        </StateLine>
        {overdue && <Complain />}
      </>
    )
  }
  return (
    <>
      <StateLine tone={outcome === 'refused' ? 'care' : 'good'}>{t(`rights:log.${outcome}`, { when })}</StateLine>
      {outcome === 'at-once' && <p className="soft">{t('rights:log.not-me')}</p>}
      {(outcome === 'refused' || outcome === 'partly') && <Complain />}
    </>
  )
}

function Complain() {
  const { t, language } = useWords()
  return (
    <p>
      {t('rights:log.complain')} <a href={`/${language}/help`}>{t('rights:log.complain-link')}</a>
    </p>
  )
}
