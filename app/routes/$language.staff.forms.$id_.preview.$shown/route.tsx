import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { missingFormWords } from '#app/domain/form/missing-form-words.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { ENDONYMS, isLanguage } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { readForm } from '#app/services/read-forms.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { WhatChanged } from '#app/ui/what-changed.tsx'
import { WordsOf } from '#app/ui/words-of.tsx'
import { wordedChecks } from '../$language.choices.$programme.questions.understanding/worded-checks.ts'
import { placeAmong, previewPages } from './preview-pages.ts'
import { previewedChanges } from './previewed-changes.server.ts'
import { PreviewedChecks } from './previewed-checks.tsx'
import { PreviewedQuestion } from './previewed-question.tsx'
import { PreviewedStart } from './previewed-start.tsx'
import { previewedQuestion } from './previewed-words.ts'

export const handle: PageHandle = { title: (t) => t('forms:preview.title'), area: 'staff' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const { id: formId = '', shown } = params
  const found = await readForm(context.portal, { staffId: id, formId })
  if (!found.ok) throw refusalPage(found.refusal)
  if (!isLanguage(shown)) throw refusalPage('page-not-found')

  const { content, programme } = found.event
  const checks = wordedChecks({ ...content, id: formId }, shown)
  const pages = previewPages({
    questions: content.questions.map(({ id }) => id),
    hasChecks: checks !== null,
    followsOne: content.follows !== null,
  })
  const place = placeAmong(pages, new URL(request.url).searchParams.toString())
  const { kind, search } = place.page
  const words = content.words[shown]
  const t = translateInto(shown, context.words)
  const asked = kind === 'question' ? search.slice('question='.length) : null
  return {
    formId,
    shown,
    ...place,
    isComplete: missingFormWords(content, shown).length === 0,
    programme: programmeName(programme, shown),
    image: programme.details.data_categories[0] ?? 'imaging-other',
    words: words ? { title: words.title, promises: words.promises, sections: words.sections } : null,
    question: asked === null ? null : previewedQuestion(t, shown, content, asked, context.portal.clock.now()),
    checks: kind === 'checks' ? checks : null,
    changes: kind === 'what-changed' ? await previewedChanges(context.portal, { staffId: id, formId, shown }) : null,
    change: content.change,
  }
}

export type Previewed = Awaited<ReturnType<typeof loader>>

/** A form as a contributor sees it on a phone, page by page; nothing is recorded. */
export default function PreviewPage() {
  const { t, language } = useWords()
  const previewed = useLoaderData<typeof loader>()
  const { formId, shown, isComplete, before, next } = previewed
  const here = `/${language}/staff/forms/${formId}`
  return (
    <>
      <StaffNav at="forms" />
      <p className="screen-only">
        <a href={`${here}?words=${shown}`}>{t('forms:back')}</a>
      </p>
      <p className="eyebrow">{t('forms:preview.title')}</p>
      <Lead>{t('forms:preview.lead', { language: ENDONYMS[shown] })}</Lead>
      {!isComplete && (
        <Notice tone="care">
          <p>{t('forms:preview.not-complete')}</p>
        </Notice>
      )}
      <nav aria-label={t('forms:preview.pages')} className="screen-only">
        <p>
          {before && <a href={`${here}/preview/${shown}?${before.search}`}>{t('forms:preview.before')}</a>}{' '}
          {next && <a href={`?${next.search}`}>{t('forms:preview.next')}</a>}
        </p>
      </nav>
      <div className="phone">
        <WordsOf language={shown}>
          <Shown previewed={previewed} />
        </WordsOf>
      </div>
    </>
  )
}

/** What a person sees on this page. */
function Shown({ previewed }: { previewed: Previewed }) {
  const { t } = useWords()
  const { page, shown, words, question, checks, changes, change } = previewed
  if (question) return <PreviewedQuestion question={question} lang={shown} />
  if (checks) return <PreviewedChecks {...checks} />
  if (page.kind === 'what-changed') {
    return (
      <>
        <Heading>{t(change === 'minor' ? 'reconsent:minor.heading' : 'reconsent:notice.heading')}</Heading>
        {changes ? <WhatChanged comparison={changes} /> : <p>{t('reconsent:page.no-account')}</p>}
      </>
    )
  }
  return words && <PreviewedStart previewed={{ ...previewed, words }} />
}
