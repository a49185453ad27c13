import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { missingWords } from '#app/domain/impact/missing-words.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { ENDONYMS, isLanguage } from '#app/i18n/languages.ts'
import { told } from '#app/services/read-impact.server.ts'
import { readSummary } from '#app/services/read-summaries.server.ts'
import { Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { SummaryArticle } from '#app/ui/summary-article.tsx'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('staff:preview.title'), area: 'staff' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const found = await readSummary(context.portal, { staffId: id, summaryId: params.id ?? '' })
  if (!found.ok) throw refusalPage(found.refusal)

  const { summary, programme } = found.event
  const asked = new URL(request.url).searchParams.get('in') ?? undefined
  const language = isLanguage(asked) ? asked : languageFor(request)
  const { unit, rows } = told(summary, programme)
  const words = summary.words[language]
  return {
    id: summary.id,
    language,
    isComplete: missingWords(summary, language).length === 0,
    article: words?.title && {
      words,
      lang: language,
      unit,
      rows,
      threshold: programme.suppressionThreshold,
      language,
      publishedAt: summary.publishedAt ?? context.portal.clock.now(),
      correctedAt: summary.correctedAt,
    },
  }
}

/** A summary as a contributor sees it on a phone, in any language. */
export default function PreviewPage() {
  const { t, language } = useWords()
  const { id, language: shown, isComplete, article } = useLoaderData<typeof loader>()
  return (
    <>
      <StaffNav at="summaries" />
      <p className="screen-only">
        <a href={`/${language}/staff/summaries/${id}?words=${shown}`}>{t('staff:preview.back')}</a>
      </p>
      <p className="eyebrow">{t('staff:preview.title')}</p>
      <Lead>{t('staff:preview.lead', { language: ENDONYMS[shown] })}</Lead>
      {!isComplete && (
        <Notice tone="care">
          <p>{t('staff:preview.not-complete')}</p>
        </Notice>
      )}
      {article && (
        <div className="phone">
          <SummaryArticle {...article} />
        </div>
      )}
    </>
  )
}
