import { useRouteLoaderData } from '@remix-run/react'
import { useWords } from './use-words.ts'

const PLACES = [
  ['overview', ''],
  ['summaries', '/summaries'],
  ['forms', '/forms'],
  ['events', '/events'],
  ['explanations', '/explanations'],
] as const

type Place = (typeof PLACES)[number][0]

/** The places of the staff side; past decisions are the auditors' alone. */
export function StaffNav({ at }: { at?: Place }) {
  const { t, language } = useWords()
  const audits = useRouteLoaderData<{ audits: boolean }>('root')?.audits ?? false
  return (
    <nav className="tabs wide screen-only" aria-label={t('staff:nav.label')}>
      <ul className="tabs__list">
        {PLACES.filter(([place]) => place !== 'explanations' || audits).map(([place, path]) => (
          <li key={place}>
            <a href={`/${language}/staff${path}`} aria-current={place === at ? 'page' : undefined}>
              {place === 'forms' ? t('forms:list.title') : t(`staff:nav.${place}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
