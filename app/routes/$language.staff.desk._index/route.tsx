import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireClerk } from '#app/http/session.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { DESK_PLACES } from './places.ts'

export const handle: PageHandle = { title: (t) => t('acting:desk.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireClerk(request, context)
  return null
}

/** Where a hospital's clerks begin. */
export default function DeskPage() {
  const { t, language } = useWords()
  return (
    <>
      <StaffNav at="desk" />
      <Heading>{t('acting:desk.title')}</Heading>
      <Lead>{t('acting:desk.lead')}</Lead>
      <p>{t('acting:desk.note')}</p>
      <ul className="links">
        {DESK_PLACES.map(({ path, name }) => (
          <li key={path}>
            <a href={`/${language}/staff/desk/${path}`}>{name(t)}</a>
          </li>
        ))}
      </ul>
    </>
  )
}
