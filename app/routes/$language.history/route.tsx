import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import { eventWords, namedEvent } from '#app/i18n/event-words.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { readHistoryPage } from '#app/services/read-history-page.server.ts'
import { readMyPapers } from '#app/services/read-papers.server.ts'
import { readSubjects } from '#app/services/read-subjects.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { Timeline } from '#app/ui/timeline.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { HistoryEvent } from './history-event.tsx'
import { MyPapers } from './my-papers.tsx'
import { Pages } from './pages.tsx'

export const handle: PageHandle = { title: (t) => t('history:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { contributorId } = await requireActing(request, context, 'see')
  const { entries, total } = await readHistoryPage(context.portal, contributorId, beforeIn(request))
  const about = await readSubjects(context.portal, entries)
  return {
    total,
    papers: await readMyPapers(context.portal, contributorId),
    entries: entries.map(({ id, sequence, type, recordedAt, by, snapshot, hash, before, event }, index) => ({
      ...{ id, sequence, recordedAt, snapshot, hash, before, ...namedEvent(type, event) },
      by: { kind: by.kind, how: by.how },
      about: about[index] ?? null,
    })),
  }
}

export type EventOfMine = Awaited<ReturnType<typeof loader>>['entries'][number]

/** The number of an event in the address: the page shows those before it. */
function beforeIn(request: Request): number | null {
  const before = new URL(request.url).searchParams.get('before')
  if (before === null) return null
  if (!/^[1-9]\d{0,8}$/.test(before)) throw refusalPage('page-not-found')
  return Number(before)
}

/** Everything that was recorded, newest first, a page at a time; nothing is left out, not even what cannot be opened. */
export default function HistoryPage() {
  const { t, language } = useWords()
  const { entries, total, papers } = useLoaderData<typeof loader>()
  const [newest, oldest] = [entries.at(0)?.sequence ?? 0, entries.at(-1)?.sequence ?? 0]
  return (
    <>
      <Heading>{t('history:title')}</Heading>
      <Lead>{t('history:lead')}</Lead>
      {total === 0 && <p>{t('history:none')}</p>}
      {entries.length > 0 && entries.length < total && <p>{t('history:shown', { oldest, newest, total })}</p>}
      <div className="history">
        <Timeline
          level={2}
          entries={entries.map((event) => ({
            key: event.id,
            at: event.recordedAt.toISOString(),
            when: formatDateTime(language, event.recordedAt),
            heading: eventWords(t, event).heading,
            ...(NARROWS.has(event.type) ? { tone: 'care' as const } : {}),
            children: <HistoryEvent event={event} total={total} />,
          }))}
        />
      </div>
      <Pages newest={newest} oldest={oldest} total={total} />
      <MyPapers papers={papers} />
      <p className="screen-only">{t('history:print')}</p>
      <p className="screen-only">
        <a href={`/${language}/choices`}>{t('history:to-choices')}</a>
      </p>
    </>
  )
}

const NARROWS = new Set<string>([
  'consent-withdrawn',
  'consent-refused',
  'objected',
  'claim-voided',
  'enrolment-corrected',
])
