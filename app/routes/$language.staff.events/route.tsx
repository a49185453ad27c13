import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/http/session.server.ts'
import { formatAgo } from '#app/i18n/format.ts'
import { readUndelivered, type Undelivered } from '#app/services/read-undelivered.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('staff:events.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context)
  const undelivered = await readUndelivered(context.portal, id)
  return { now: context.portal.clock.now(), undelivered }
}

/** What has not arrived at a hospital, so that somebody rings it up. */
export default function UndeliveredEventsPage() {
  const { t } = useWords()
  const { undelivered, now } = useLoaderData<typeof loader>()
  return (
    <>
      <StaffNav at="events" />
      <Heading>{t('staff:events.title')}</Heading>
      <Lead>{t('staff:events.lead')}</Lead>
      {undelivered.length === 0 ? (
        <StateLine tone="good">{t('staff:events.none')}</StateLine>
      ) : (
        <UndeliveredTable undelivered={undelivered} now={now} />
      )}
    </>
  )
}

function UndeliveredTable({ undelivered, now }: { undelivered: Undelivered[]; now: Date }) {
  const { t, language } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll sideways must be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={t('staff:events.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('staff:events.node')}</th>
            <th scope="col">{t('staff:events.what')}</th>
            <th scope="col">{t('staff:events.how-many')}</th>
            <th scope="col">{t('staff:events.oldest')}</th>
            <th scope="col">{t('staff:events.why')}</th>
          </tr>
        </thead>
        <tbody>
          {undelivered.map(({ hospital, clientId, type, state, error, count, oldest }) => (
            <tr key={`${clientId} ${type} ${state} ${error}`}>
              <th scope="row">{hospital}</th>
              <td>{t(`staff:events.type.${type}`)}</td>
              <td>{count < FEW ? t('staff:events.few', { few: FEW }) : count}</td>
              <td>{formatAgo(language, oldest, now)}</td>
              <td>
                {t(`staff:events.state.${state}`)} {error && <code>{error}</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Below it no number is shown: at a small hospital it could point to a person who changed her mind. */
const FEW = 10
