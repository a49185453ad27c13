import { resultOf, type UseOfMine } from '#app/domain/usage/grouping.ts'
import { formatDate } from '#app/i18n/format.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import type { Part } from '#app/services/part.server.ts'
import { Timeline } from '#app/ui/timeline.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** The last time that a project used my data, or tried to. */
export function LatestUse({ latest }: { latest: Part<UseOfMine | null> }) {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="latest-use">
      <h2 id="latest-use">{t('choices:latest-use.heading')}</h2>
      {!latest.loaded && <p>{t('choices:latest-use.not-loaded')}</p>}
      {latest.loaded && !latest.value && <p>{t('choices:latest-use.none')}</p>}
      {latest.loaded && latest.value && <Use use={latest.value} />}
      <p>
        <a href={`/${language}/uses`}>{t('choices:latest-use.all')}</a>
      </p>
    </section>
  )
}

function Use({ use }: { use: UseOfMine }) {
  const { t, language } = useWords()
  const result = resultOf(use)
  const title = use.project && wordsIn(use.project.words, language)?.[0].title
  return (
    <Timeline
      entries={[
        {
          key: use.dataUseId,
          at: use.at.toISOString(),
          when: formatDate(language, use.at),
          heading: title ?? t('uses:unknown-project'),
          ...(result === 'used' ? {} : { tone: 'care' as const }),
          children: (
            <>
              <p>{t(`uses:${result}`)}</p>
              {use.project && <p>{t('uses:by', { organisation: use.project.organisation })}</p>}
            </>
          ),
        },
      ]}
    />
  )
}
