import type { HospitalReach, Reach } from '#app/domain/consent/reach.ts'
import { formatAgo, formatDate } from '#app/i18n/format.ts'
import type { Part } from '#app/services/part.server.ts'
import { Facts } from '#app/ui/facts.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = { followers: Part<{ changedAt: Date; reach: Reach } | null>; now: Date }

/** Which hospitals have my latest choice, and which we still wait for. */
export function Followers({ followers, now }: Props) {
  const { t } = useWords()
  return (
    <section aria-labelledby="followers">
      <h2 id="followers">{t('choices:followers.heading')}</h2>
      {followers.loaded ? <Reached followed={followers.value} now={now} /> : <p>{t('choices:followers.not-loaded')}</p>}
    </section>
  )
}

function Reached({ followed, now }: { followed: { changedAt: Date; reach: Reach } | null; now: Date }) {
  const { t, language } = useWords()
  if (!followed) return <p>{t('choices:followers.nothing-chosen')}</p>
  const { changedAt, reach } = followed
  const waiting = reach.hospitals.some(({ state }) => state === 'not-yet' || state === 'never-heard-from')
  return (
    <>
      {reach.connected > 0 && (
        <StateLine tone={waiting ? 'care' : 'good'}>
          {t(`choices:followers.${howMany(reach)}`, { reached: reach.reached, count: reach.connected })}
        </StateLine>
      )}
      <p className="soft">{t('choices:followers.changed', { date: formatDate(language, changedAt) })}</p>
      <Facts
        facts={reach.hospitals.map((hospital) => ({
          term: hospital.name,
          children: <Heard of={hospital} now={now} />,
        }))}
      />
      {waiting && <p>{t('choices:followers.limit')}</p>}
    </>
  )
}

function Heard({ of: { state, lastHeardFrom }, now }: { of: HospitalReach; now: Date }) {
  const { t, language } = useWords()
  const ago = lastHeardFrom ? formatAgo(language, lastHeardFrom, now) : ''
  return <>{t(`choices:followers.${state}`, { ago })}</>
}

function howMany({ reached, connected }: Reach): 'all' | 'some' | 'none' {
  if (reached === connected) return 'all'
  return reached === 0 ? 'none' : 'some'
}
