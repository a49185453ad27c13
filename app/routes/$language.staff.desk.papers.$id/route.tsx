import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import type { Language } from '#app/i18n/languages.ts'
import { takenBackSnapshot } from '#app/i18n/taken-back-snapshot.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { checkPaper } from '#app/services/check-paper.server.ts'
import { readPaper } from '#app/services/read-papers.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { CheckForm } from './check-form.tsx'
import { EnteredPaper } from './entered-paper.tsx'
import { Scan } from './scan.tsx'
import { checkSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('paper:check.title'), area: 'staff' }

export async function loader({ request, params: { id = '' }, context }: LoaderFunctionArgs) {
  const paper = await readPaper(context.portal, await requireClerk(request, context), id)
  if (!paper) throw refusalPage('page-not-found')
  const { content, ...rest } = paper
  const { signedOn, snapshot, says } = content
  const about = 'withdraws' in says ? snapshot.paragraphs[0]?.text : null
  return {
    ...rest,
    signedOn,
    title: rest.isOpen ? (about ?? snapshot.title) : null,
    lang: snapshot.language,
    answers: rest.isOpen ? snapshot.answers : [],
  }
}

export type ShownPaper = Awaited<ReturnType<typeof loader>>

export async function action({ request, params: { id = '' }, context }: ActionFunctionArgs) {
  const { portal, words } = context
  const clerk = await requireClerk(request, context)
  const read = await readForm(request, checkSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { quality, compared } = read.values
  if (quality === 'correct' && !compared) return formAgain({ compared: 'scan-not-compared' }, read.typed)
  const paper = await readPaper(portal, clerk, id)
  if (!paper) throw refusalPage('page-not-found')

  const language = paper.content.snapshot.language as Language
  const snapshot = takenBackSnapshot(translateInto(language, words), language, paper.content.snapshot.title)
  const finding = quality === 'correct' ? { quality } : { quality, snapshot }
  const decision = await checkPaper(portal, { clerk, paperId: id, finding })
  if (!decision.ok && decision.refusal === 'not-allowed') throw refusalPage('not-allowed')
  if (!decision.ok) return formAgain({ quality: decision.refusal }, read.typed)
  return redirect(`/${languageFor(request)}/staff/desk/papers?done=${quality}`, 303)
}

/** What somebody entered, beside the picture of the paper. */
export default function PaperPage() {
  const { t, language } = useWords()
  const paper = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const onPaper = paper.wayIn === 'paper'
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary errors={again?.errors} />
      <Heading eyebrow={onPaper ? t(`paper:quality.${paper.quality}`) : t('paper:way-in.phone')}>
        {t('paper:check.title')}
      </Heading>
      {onPaper && paper.quality === 'not-checked' && <Lead>{t('paper:check.lead')}</Lead>}
      <EnteredPaper paper={paper} />
      {paper.scan && paper.isOpen && <Scan id={paper.id} type={paper.scan.type} />}
      <CheckForm paper={paper} errors={again?.errors ?? {}} />
      <p>
        <a href={`/${language}/staff/desk/papers`}>{t('paper:title')}</a>
      </p>
    </>
  )
}
