import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { languageFor } from '#app/http/language.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { readStaffOverview } from '#app/services/read-staff-overview.server.ts'
import { Heading } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { ProgrammeFigures } from './programme-figures.tsx'

export const handle: PageHandle = { title: (t) => t('staff:overview.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id, roles } = await requireStaff(request, context)
  if (roles.length > 0 && roles.every(({ role }) => role === 'clerk')) {
    throw redirect(`/${languageFor(request)}/staff/desk`)
  }
  const overviews = await readStaffOverview(context.portal, id)
  return {
    now: context.portal.clock.now(),
    overviews: overviews.map(({ programme: { id, details }, uses, ...rest }) => ({
      ...rest,
      programme: { id, details: { names: details.names } },
      uses: uses.map(({ use: { id, words, endsAt }, results }) => ({ id, words, endsAt, results })),
    })),
  }
}

export type OverviewData = Awaited<ReturnType<typeof loader>>['overviews'][number]

/** My programmes at a glance: answers, nodes, results that are due. */
export default function StaffOverviewPage() {
  const { t } = useWords()
  const { overviews, now } = useLoaderData<typeof loader>()
  return (
    <>
      <StaffNav at="overview" />
      <Heading>{t('staff:overview.title')}</Heading>
      {overviews.length === 0 && <p>{t('staff:overview.no-programme')}</p>}
      {overviews.map((overview) => (
        <ProgrammeFigures key={overview.programme.id} overview={overview} now={now} />
      ))}
    </>
  )
}
