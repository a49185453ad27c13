import { useWords } from '#app/ui/use-words.ts'

type PagesProps = { newest: number; oldest: number; total: number }

/** The way to what was recorded earlier and later, by the numbers of events, which never change. */
export function Pages({ newest, oldest, total }: PagesProps) {
  const { t, language } = useWords()
  const here = `/${language}/history`
  return (
    <nav className="screen-only" aria-label={t('history:pages')}>
      {oldest > 1 && (
        <p>
          <a href={`${here}?before=${oldest}`}>{t('history:earlier')}</a>
        </p>
      )}
      {newest < total && (
        <p>
          <a href={here}>{t('history:to-newest')}</a>
        </p>
      )}
    </nav>
  )
}
