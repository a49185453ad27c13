import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { languageFor } from '#app/http/language.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { formatDay } from '#app/i18n/format.ts'
import { readContacts } from '#app/services/read-contacts.server.ts'
import { readRightsDesk } from '#app/services/read-rights-desk.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('rights:desk.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['approver', 'operator'])
  const contacts = await readContacts(context.portal, languageFor(request))
  const names = new Map(contacts.map((programme) => [programme.id, programme.name]))
  const requests = await readRightsDesk(context.portal, id)
  return {
    sent: new URL(request.url).searchParams.has('sent'),
    requests: requests.map((request) => ({ ...request, programme: names.get(request.programmeId ?? '') ?? null })),
  }
}

type Listed = Awaited<ReturnType<typeof loader>>['requests'][number]

/** What people ask about their data, what is due soonest first. */
export default function DataRightsDeskPage() {
  const { t } = useWords()
  const { requests, sent } = useLoaderData<typeof loader>()
  const groups = [
    { state: 'open', found: requests.filter(({ outcome }) => outcome === null) },
    { state: 'answered', found: requests.filter(({ outcome }) => outcome !== null) },
  ] as const
  return (
    <>
      <StaffNav at="data-rights" />
      {sent && (
        <Notice tone="good">
          <p role="status">{t('rights:desk.sent')}</p>
        </Notice>
      )}
      <Heading>{t('rights:desk.title')}</Heading>
      <Lead>{t('rights:desk.lead')}</Lead>
      {requests.length === 0 && <p>{t('rights:desk.none')}</p>}
      {groups
        .filter(({ found }) => found.length > 0)
        .map(({ state, found }) => (
          <section key={state} aria-labelledby={state}>
            <h2 id={state}>{t(`rights:desk.${state}`)}</h2>
            <ul className="cards">
              {found.map((request) => (
                <li key={request.id}>
                  <RequestCard request={request} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

function RequestCard({ request: { id, right, programme, dueOn, overdue, outcome } }: { request: Listed }) {
  const { t, language } = useWords()
  const date = formatDay(language, dueOn)
  return (
    <div className="card">
      <h3>
        <a href={`/${language}/staff/data-rights/${id}`}>{t(`rights:right.${right}.heading`)}</a>
      </h3>
      <p>{programme ?? t('rights:ask.accord')}</p>
      {outcome && outcome !== 'at-once' && <p className="soft">{t(`rights:desk.outcomes.${outcome}`)}</p>}
      {!outcome && !overdue && (
        <p className="soft">
          {t('rights:desk.due')}: {date}
        </p>
      )}
      {overdue && <StateLine tone="care">{t('rights:desk.late', { date })}</StateLine>}
    </div>
  )
}
