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
  ['desk', '/desk'],
] as const

type Place = (typeof PLACES)[number][0]

/** The places of the staff side; past decisions are the auditors' alone, a hospital's desk its clerks'. */
export function StaffNav({ at }: { at?: Place }) {
  const { t, language } = useWords()
  const { audits = false, atDesk = false } = useRouteLoaderData<{ audits: boolean; atDesk: boolean }>('root') ?? {}
  const isOpen = (place: Place) => (place === 'explanations' ? audits : place !== 'desk' || atDesk)
  return (
    <nav className="tabs wide screen-only" aria-label={t('staff:nav.label')}>
      <ul className="tabs__list">
        {PLACES.filter(([place]) => isOpen(place)).map(([place, path]) => (
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
  if (place === 'desk') return t('acting:desk.title')
  if (place === 'forms') return t('forms:list.title')
  return place === 'data-uses' ? t('data-uses:title') : t(`staff:nav.${place}`)
}
