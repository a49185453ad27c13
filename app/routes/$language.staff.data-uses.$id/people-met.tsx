import { MEETINGS } from '#app/domain/data-use/use-figures.ts'
import { formatDate } from '#app/i18n/format.ts'
import { Facts } from '#app/ui/facts.tsx'
import { ShownNumber } from '#app/ui/shown-number.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { UseDesk } from './route.tsx'

type Props = { people: NonNullable<UseDesk['people']>; threshold: number }

/** How many people it includes, asks and leaves alone: once a week, and never a few. */
export function PeopleMet({ people: { week, figures }, threshold }: Props) {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t('data-uses:people.heading')}</h2>
      {!figures && <p>{t('data-uses:people.not-yet')}</p>}
      {figures && (
        <>
          <p>{t('data-uses:people.as-of', { date: formatDate(language, new Date(`${week}T00:00:00Z`)) })}</p>
          <Facts
            facts={MEETINGS.map((meeting) => ({
              term: t(`data-uses:people.${meeting}`),
              children: <ShownNumber count={figures.counts[meeting]} />,
            }))}
          />
          <p className="soft">{t('figures:dash', { threshold })}</p>
        </>
      )}
    </section>
  )
}
