import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { missingFormWords } from '#app/domain/form/missing-form-words.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { ENDONYMS, isLanguage } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { readForm } from '#app/services/read-forms.server.ts'
import { Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { WordsOf } from '#app/ui/words-of.tsx'
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
  const asked = new URL(request.url).searchParams.get('question')
  const words = content.words[shown]
  const t = translateInto(shown, context.words)
  return {
    formId,
    shown,
    isComplete: missingFormWords(content, shown).length === 0,
    programme: programmeName(programme, shown),
    image: programme.details.data_categories[0] ?? 'imaging-other',
    backTo: languageFor(request),
    ids: content.questions.map(({ id }) => id),
    words: words ? { title: words.title, promises: words.promises, sections: words.sections } : null,
    question: asked === null ? null : previewedQuestion(t, shown, content, asked, context.portal.clock.now()),
  }
}

export type Previewed = Awaited<ReturnType<typeof loader>>

/** A form as a contributor sees it on a phone, page by page; nothing is recorded. */
export default function PreviewPage() {
  const { t, language } = useWords()
  const previewed = useLoaderData<typeof loader>()
  const { formId, shown, isComplete, words, question, ids } = previewed
  const here = `/${language}/staff/forms/${formId}`
  const place = question ? ids.indexOf(question.id) : -1
  const next = ids[place + 1]
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
          {place >= 0 && (
            <a href={place === 0 ? `${here}/preview/${shown}` : `?question=${ids[place - 1]}`}>
              {t('forms:preview.before')}
            </a>
          )}{' '}
          {next && <a href={`?question=${next}`}>{t('forms:preview.next')}</a>}
        </p>
      </nav>
      <div className="phone">
        <WordsOf language={shown}>
          {question ? (
            <PreviewedQuestion question={question} lang={shown} />
          ) : (
            words && <PreviewedStart previewed={{ ...previewed, words }} />
          )}
        </WordsOf>
      </div>
    </>
  )
}
