import { formatDateTime } from '#app/i18n/format.ts'
import type { MyPaper } from '#app/services/read-papers.server.ts'
import { useWords } from '#app/ui/use-words.ts'

/** What hospitals entered from paper or calls, also where nothing of it counts yet. */
export function MyPapers({ papers }: { papers: readonly MyPaper[] }) {
  const { t, language } = useWords()
  if (papers.length === 0) return null
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{t('paper:hers.heading')}</h2>
      <ul>
        {papers.map(({ id, wayIn, enteredAt, quality, waits }) => (
          <li key={id}>
            {t(`paper:hers.${wayIn}`, { when: formatDateTime(language, enteredAt) })}{' '}
            {quality !== 'not-checked' && t(`paper:hers.${quality}`)}
            {quality === 'not-checked' && waits && t('paper:hers.waits')}
          </li>
        ))}
      </ul>
    </section>
  )
}
