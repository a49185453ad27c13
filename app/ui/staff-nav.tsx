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
  ['data-rights', '/data-rights'],
  ['desk', '/desk'],
] as const

type Place = (typeof PLACES)[number][0]

/** Past decisions are the auditors', data rights belong to whoever answers for them, a hospital's desk its clerks'. */
type Areas = { audits: boolean; answersRights: boolean; atDesk: boolean }

/** The places of the staff side that this member of staff may enter. */
export function StaffNav({ at }: { at?: Place }) {
  const { t, language } = useWords()
  const { audits = false, answersRights = false, atDesk = false } = useRouteLoaderData<Areas>('root') ?? {}
  const closed = new Set<Place>([
    ...(audits ? [] : (['explanations'] as const)),
    ...(answersRights ? [] : (['data-rights'] as const)),
    ...(atDesk ? [] : (['desk'] as const)),
  ])
  const isOpen = (place: Place) => !closed.has(place)
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
  if (place === 'data-rights') return t('rights:desk.title')
  if (place === 'desk') return t('acting:desk.title')
  if (place === 'forms') return t('forms:list.title')
  return place === 'data-uses' ? t('data-uses:title') : t(`staff:nav.${place}`)
}
