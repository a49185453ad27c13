import { useRouteLoaderData } from '@remix-run/react'
import type { Translate } from '../i18n/translate.ts'
import { useWords } from './use-words.ts'

const PLACES = [
  ['overview', ''],
  ['summaries', '/summaries'],
  ['data-uses', '/data-uses'],
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
              {labelOf(t, place)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function labelOf(t: Translate, place: Place): string {
  if (place === 'forms') return t('forms:list.title')
  return place === 'data-uses' ? t('data-uses:title') : t(`staff:nav.${place}`)
}
