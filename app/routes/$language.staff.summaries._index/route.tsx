import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { missingLanguages } from '#app/domain/impact/missing-words.ts'
import { SUMMARY_STATUSES } from '#app/domain/impact/summary.ts'
import { programmesFor } from '#app/domain/staff/permission.ts'
import { languageFor } from '#app/http/language.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { formatDate } from '#app/i18n/format.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readSummaries } from '#app/services/read-summaries.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('staff:summaries.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id, roles } = await requireStaff(request, context)
  const summaries = await readSummaries(context.portal, id)
  return {
    mayDraft: programmesFor(roles, 'draft').length > 0,
    summaries: summaries.map((summary) => ({
      id: summary.id,
      status: summary.status,
      title: wordsIn(summary.words, languageFor(request))?.[0].title ?? '',
      complete: LANGUAGES.length - missingLanguages(summary, LANGUAGES).length,
      at: summary.correctedAt ?? summary.publishedAt,
      createdAt: summary.createdAt,
    })),
  }
}

type Listed = Awaited<ReturnType<typeof loader>>['summaries'][number]

/** Every summary of my programmes, by where it stands. */
export default function SummariesPage() {
  const { t, language } = useWords()
  const { summaries, mayDraft } = useLoaderData<typeof loader>()
  const groups = SUMMARY_STATUSES.map((status) => ({ status, found: summaries.filter((one) => one.status === status) }))
  return (
    <>
      <StaffNav at="summaries" />
      <Heading>{t('staff:summaries.title')}</Heading>
      <Lead>{t('staff:summaries.lead')}</Lead>
      {mayDraft && (
        <Actions>
          <LinkButton to={`/${language}/staff/summaries/new`}>{t('staff:summaries.new')}</LinkButton>
        </Actions>
      )}
      {summaries.length === 0 && <p>{t('staff:summaries.none')}</p>}
      {groups
        .filter(({ found }) => found.length > 0)
        .map(({ status, found }) => (
          <section key={status} aria-labelledby={status}>
            <h2 id={status}>{t(`staff:status.${status}`)}</h2>
            <ul className="cards">
              {found.map((one) => (
                <SummaryCard key={one.id} summary={one} />
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

function SummaryCard({ summary: { id, title, complete, at, createdAt } }: { summary: Listed }) {
  const { t, language } = useWords()
  return (
    <li>
      <div className="card">
        <h3>
          <a href={`/${language}/staff/summaries/${id}`}>{title || t('staff:summaries.untitled')}</a>
        </h3>
        <p className="soft">
          {at
            ? t('impact:published', { date: formatDate(language, at) })
            : t('staff:summaries.created', { date: formatDate(language, createdAt) })}
          {' · '}
          {t('staff:summaries.complete', { count: complete })}
        </p>
      </div>
    </li>
  )
}
