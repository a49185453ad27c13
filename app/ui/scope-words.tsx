import type { ActingScope } from '../domain/access/acting.ts'
import type { Day } from '../domain/day.ts'
import { formatDay, formatList } from '../i18n/format.ts'
import { useWords } from './use-words.ts'

type ScopeWordsProps = {
  scope: ActingScope
  firstDay: Day
  lastDay: Day
  /** What each programme calls itself, by its id. */
  names: Record<string, string>
}

/** From when until when, for which programmes, and what may be done. */
export function ScopeWords({ scope, firstDay, lastDay, names }: ScopeWordsProps) {
  const { t, language } = useWords()
  const { programmes, acts } = scope
  return (
    <>
      <p>
        {t('representatives:days', { first: formatDay(language, firstDay), last: formatDay(language, lastDay) })}
        <br />
        {programmes === 'all'
          ? t('representatives:all-programmes')
          : formatList(
              language,
              programmes.map((id) => names[id] ?? id),
            )}
      </p>
      <ul>
        {acts.map((act) => (
          <li key={act}>{t(`representatives:may.${act}`)}</li>
        ))}
      </ul>
    </>
  )
}
