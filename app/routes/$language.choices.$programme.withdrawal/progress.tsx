import type { HospitalStep } from '#app/domain/consent/propagation.ts'
import { formatAgo, formatDateTime } from '#app/i18n/format.ts'
import type { Propagation } from '#app/services/read-propagation.server.ts'
import { Facts } from '#app/ui/facts.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** How far my withdrawal has come: what each hospital was sent, has received and has done. */
export function Progress({ propagation, now }: { propagation: Propagation[]; now: Date }) {
  const { t } = useWords()
  if (propagation.length === 0) return null
  const open = propagation.filter(({ openSince }) => openSince !== null).length
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{t('withdrawal:progress.heading')}</h2>
      <StateLine tone={open > 0 ? 'care' : 'good'}>
        {open > 0 ? t('withdrawal:progress.open', { count: open }) : t('withdrawal:progress.all')}
      </StateLine>
      <Facts
        facts={propagation.map(({ hospital, step, removal, openSince, lastHeardFrom }) => ({
          term: hospital,
          children: (
            <>
              <Told step={step} />
              {removal && <Removal removal={removal} />}
              {openSince && <Waiting since={openSince} heard={lastHeardFrom} now={now} />}
            </>
          ),
        }))}
      />
    </section>
  )
}

function Told({ step }: { step: HospitalStep }) {
  const { t, language } = useWords()
  switch (step.state) {
    case 'sent':
      return <p>{t('withdrawal:progress.sent', { when: formatDateTime(language, step.sentAt) })}</p>
    case 'received':
      return (
        <>
          <p>{t('closing:progress.sent-on', { when: formatDateTime(language, step.sentAt) })}</p>
          <p>{t('withdrawal:progress.received', { when: formatDateTime(language, step.receivedAt) })}</p>
        </>
      )
    default:
      return <p>{t(`withdrawal:progress.${step.state}`)}</p>
  }
}

/** What is not confirmed yet: for how long, and when the hospital last gave a sign of life. */
function Waiting({ since, heard, now }: { since: Date; heard: Date | null; now: Date }) {
  const { t, language } = useWords()
  return (
    <p className="soft">
      {t('closing:progress.since', { when: formatDateTime(language, since) })}{' '}
      {heard ? t('closing:progress.heard', { ago: formatAgo(language, heard, now) }) : t('closing:progress.never')}
    </p>
  )
}

function Removal({ removal }: { removal: NonNullable<Propagation['removal']> }) {
  const { t, language } = useWords()
  const { outcome, hindrance, answeredAt, requestedAt } = removal
  if (!outcome || !answeredAt) {
    return <p>{t('withdrawal:removal.asked', { when: formatDateTime(language, requestedAt) })}</p>
  }
  const when = formatDateTime(language, answeredAt)
  return (
    <p>
      {t(`withdrawal:removal.${outcome}`, { when })} {hindrance && t(`withdrawal:removal.why.${hindrance}`)}
    </p>
  )
}
