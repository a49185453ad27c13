import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireContributor } from '#app/http/session.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readHistory } from '#app/services/read-history.server.ts'
import { readSubjects } from '#app/services/read-subjects.server.ts'
import { Details } from '#app/ui/details.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { SnapshotWords } from '#app/ui/snapshot-words.tsx'
import { Timeline } from '#app/ui/timeline.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('history:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireContributor(request, context)
  const entries = await readHistory(context.portal, id)
  const about = await readSubjects(context.portal, entries)
  return entries.map(({ id, type, recordedAt, snapshot }, index) => ({
    id,
    type,
    recordedAt,
    snapshot,
    about: about[index] ?? null,
  }))
}

/** Everything that was recorded, newest first; nothing is left out, not even what cannot be opened. */
export default function HistoryPage() {
  const { t, language } = useWords()
  const entries = useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('history:title')}</Heading>
      <Lead>{t('history:lead')}</Lead>
      {entries.length === 0 && <p>{t('history:none')}</p>}
      <Timeline
        level={2}
        entries={entries.map(({ id, type, recordedAt, snapshot, about }) => ({
          key: id,
          at: recordedAt.toISOString(),
          when: formatDateTime(language, recordedAt),
          heading: t(`receipt:type.${type}`),
          ...(NARROWS.has(type) ? { tone: 'care' as const } : {}),
          children: (
            <>
              {about && <p>{wordsIn(about, language)?.[0]}</p>}
              {snapshot ? (
                <>
                  <Details summary={t('history:words')}>
                    <SnapshotWords snapshot={snapshot} level={3} />
                  </Details>
                  <p className="screen-only">
                    <a href={`/${language}/receipts/${id}`}>{t('history:receipt')}</a>
                  </p>
                </>
              ) : (
                <p>{type === 'claim-voided' ? t('receipt:follows.claim-voided') : t('history:not-opened')}</p>
              )}
            </>
          ),
        }))}
      />
      <p className="screen-only">{t('history:print')}</p>
      <p className="screen-only">
        <a href={`/${language}/choices`}>{t('history:to-choices')}</a>
      </p>
    </>
  )
}

const NARROWS = new Set<string>(['consent-withdrawn', 'consent-refused', 'objected', 'claim-voided'])
