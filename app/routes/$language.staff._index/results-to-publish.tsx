import { formatDate } from '#app/i18n/format.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { useWords } from '#app/ui/use-words.ts'
import type { OverviewData } from './route.tsx'

const STATES = { running: 'running', due: 'due-now', overdue: 'overdue', published: 'published' } as const

/** Which data uses owe a summary, and until when. */
export function ResultsToPublish({ uses }: { uses: OverviewData['uses'] }) {
  const { t, language } = useWords()
  return (
    <>
      <h3>{t('staff:results.heading')}</h3>
      <p>{uses.length > 0 ? t('staff:results.lead') : t('staff:results.none')}</p>
      {uses.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll sideways must be reachable by keyboard
        <section className="table-frame" tabIndex={0} aria-label={t('staff:results.heading')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('staff:results.use')}</th>
                <th scope="col">{t('staff:results.ends')}</th>
                <th scope="col">{t('staff:results.due')}</th>
                <th scope="col">{t('staff:results.state')}</th>
              </tr>
            </thead>
            <tbody>
              {uses.map(({ id, words, endsAt, results }) => {
                const [use, lang] = wordsIn(words, language) ?? [{ title: id }, language]
                return (
                  <tr key={id}>
                    <th scope="row" lang={lang}>
                      {use.title}
                    </th>
                    <td>{formatDate(language, endsAt)}</td>
                    <td>{formatDate(language, results.dueAt)}</td>
                    <td>{t(`staff:results.${STATES[results.state]}`)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}
