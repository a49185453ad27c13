import { formatDate } from '#app/i18n/format.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import type { Part } from '#app/services/part.server.ts'
import type { MyChoices } from '#app/services/read-my-choices.server.ts'
import { useWords } from '#app/ui/use-words.ts'

type Result = Extract<MyChoices['latestResult'], { loaded: true }>['value']

/** What came of a project that used my data. */
export function LatestResult({ latest }: { latest: Part<Result> }) {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="latest-result">
      <h2 id="latest-result">{t('choices:latest-result.heading')}</h2>
      {!latest.loaded && <p>{t('choices:latest-result.not-loaded')}</p>}
      {latest.loaded && !latest.value && <p>{t('choices:latest-result.none')}</p>}
      {latest.loaded && latest.value && <Cited result={latest.value} />}
      <p>
        <a href={`/${language}/impact`}>{t('choices:latest-result.all')}</a>
      </p>
    </section>
  )
}

function Cited({ result: { slug, words, publishedAt } }: { result: NonNullable<Result> }) {
  const { t, language } = useWords()
  const found = wordsIn(words, language)
  if (!found) return null
  const [{ title, lead }, lang] = found
  return (
    <div className="card">
      <h3 lang={lang}>
        <a href={`/${language}/impact/${slug}`}>{title}</a>
      </h3>
      <p lang={lang}>{lead}</p>
      <p className="soft">
        {t('choices:latest-result.included')}{' '}
        {publishedAt && t('choices:latest-result.published', { date: formatDate(language, publishedAt) })}
      </p>
    </div>
  )
}
