import { useWords } from './use-words.ts'

const PLACES = [
  ['overview', ''],
  ['summaries', '/summaries'],
  ['events', '/events'],
] as const

/** The places of the staff side. */
export function StaffNav({ at }: { at?: 'overview' | 'summaries' | 'events' }) {
  const { t, language } = useWords()
  return (
    <nav className="tabs wide screen-only" aria-label={t('staff:nav.label')}>
      <ul className="tabs__list">
        {PLACES.map(([place, path]) => (
          <li key={place}>
            <a href={`/${language}/staff${path}`} aria-current={place === at ? 'page' : undefined}>
              {t(`staff:nav.${place}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
