import { useRouteLoaderData } from '@remix-run/react'
import type { Translate } from '../i18n/translate.ts'
import { useWords } from './use-words.ts'

const PROGRAMME_ROLES = ['editor', 'approver', 'auditor']

/** Each place of the staff side, its path, and whose it is. */
const PLACES = [
  { place: 'overview', path: '', roles: [...PROGRAMME_ROLES, 'operator'] },
  { place: 'summaries', path: '/summaries', roles: PROGRAMME_ROLES },
  { place: 'data-uses', path: '/data-uses', roles: PROGRAMME_ROLES },
  { place: 'forms', path: '/forms', roles: PROGRAMME_ROLES },
  { place: 'events', path: '/events', roles: [...PROGRAMME_ROLES, 'operator'] },
  { place: 'explanations', path: '/explanations', roles: ['auditor'] },
  { place: 'data-rights', path: '/data-rights', roles: ['approver', 'operator'] },
  { place: 'desk', path: '/desk', roles: ['clerk'] },
] as const

type Place = (typeof PLACES)[number]['place']

/** The places of the staff side that this member of staff has something to do in; the pages see for themselves who may enter. */
export function StaffNav({ at }: { at?: Place }) {
  const { t, language } = useWords()
  const held = useRouteLoaderData<{ staffRoles: string[] }>('root')?.staffRoles ?? []
  const mine = PLACES.filter(({ roles }) => held.some((role) => (roles as readonly string[]).includes(role)))
  return (
    <nav className="tabs wide screen-only" aria-label={t('staff:nav.label')}>
      <ul className="tabs__list">
        {mine.map(({ place, path }) => (
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
