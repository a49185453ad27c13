import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { missingWords } from '#app/domain/impact/missing-words.ts'
import { needsPasswordAgain } from '#app/domain/staff/step-up.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { isLanguage, LANGUAGES } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readSummary } from '#app/services/read-summaries.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { carryOut } from './carry-out.server.ts'
import { LanguageTabs } from './language-tabs.tsx'
import { NextSteps } from './next-steps.tsx'
import { INTENTS, LONGEST_TEXT, summarySchema } from './schema.ts'
import { summaryEdit } from './summary-edit.ts'
import { WordsAsTheyStand } from './words-as-they-stand.tsx'
import { WordsForm } from './words-form.tsx'

export const handle: PageHandle<Awaited<ReturnType<typeof loader>>> = {
  title: (t, data) => data?.title || t('staff:summaries.untitled'),
  area: 'staff',
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id, authenticatedAt } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const found = await readSummary(context.portal, { staffId: id, summaryId: params.id ?? '' })
  if (!found.ok) throw refusalPage(found.refusal)

  const { summary, programme, dataUses, may, isOwnWork, edition } = found.event
  const language = languageFor(request)
  const asked = new URL(request.url).searchParams.get('words') ?? undefined
  const { slug, status, figure, words, dataUseIds } = summary
  const writing = isLanguage(asked) ? asked : language
  return {
    id: summary.id,
    slug,
    status,
    figure,
    dataUseIds,
    may,
    isOwnWork,
    words,
    writing,
    edition: { all: edition(), words: edition(writing) },
    title: wordsIn(words, language)?.[0].title ?? '',
    missing: LANGUAGES.map((code) => ({ code, parts: missingWords(summary, code) })),
    needsPassword: needsPasswordAgain(authenticatedAt, context.portal.clock.now()),
    threshold: programme.suppressionThreshold,
    programme: programmeName(programme, language),
    dataUses: dataUses.map(({ id, organisation, words }) => ({
      value: id,
      label: wordsIn(words, language)?.[0].title ?? id,
      meaning: organisation,
    })),
  }
}

export type Desk = Awaited<ReturnType<typeof loader>>

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id, authenticatedAt } = await requireStaff(request, context, ['editor', 'approver'])
  const read = await readForm(request, summarySchema, { longest: LONGEST_TEXT, secrets: ['password'] })
  if (!read.ok) return formAgain(read.errors, read.typed)

  const form = read.values
  const language = languageFor(request)
  const written = form.words ?? language
  const edit = form.intent === 'save' || form.intent === 'correct' ? summaryEdit(form, written) : null
  if (edit && !edit.ok) return formAgain(edit.errors, read.typed)

  const seen = form.edition ? { edition: form.edition, ...(edit && { language: written }) } : undefined
  const asked = { staffId: id, summaryId: params.id ?? '', seen }
  const decision = await carryOut(context.portal, { form, edit: edit?.edit ?? null, asked, authenticatedAt })
  if (decision?.ok) {
    return redirect(`/${language}/staff/summaries/${params.id}?words=${written}&done=${form.intent}`, 303)
  }
  const refusal = decision?.refusal ?? 'form-not-readable'
  if (refusal === 'not-allowed' || refusal === 'page-not-found') throw refusalPage(refusal)
  return formAgain({ [FIELDS[refusal] ?? 'form']: refusal }, read.typed)
}

/** The field that a refusal leads to; the others are about the whole summary. */
const FIELDS: Record<string, string> = {
  'languages-missing': 'with_notice',
  'password-needed': 'password',
  'password-not-matched': 'password',
  'data-use-missing': 'data_use',
  'data-use-not-found': 'data_use',
}

/** One summary on the desk: its languages, its words, and what happens to it now. */
export default function SummaryPage() {
  const { t } = useWords()
  const desk = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = again ? undefined : INTENTS.find((intent) => intent === search.get('done'))
  const { status, may, isOwnWork } = desk
  const isWritten = (status === 'draft' && may.includes('edit')) || isCorrected(desk)
  return (
    <>
      <StaffNav at="summaries" />
      <ErrorSummary errors={again?.errors} />
      {done && (
        <Notice tone="good">
          <p role="status">{t(`staff:done.${done}`)}</p>
        </Notice>
      )}
      <Heading eyebrow={`${desk.programme} · ${t(`staff:status.${status}`)}`}>
        {desk.title || t('staff:summaries.untitled')}
      </Heading>
      {isOwnWork && may.includes('publish') && status !== 'retired' && <p>{t('staff:edit.own-work')}</p>}
      <LanguageTabs desk={desk} />
      {isWritten ? <WordsForm desk={desk} again={again} /> : <WordsAsTheyStand desk={desk} />}
      <NextSteps desk={desk} errors={again?.errors ?? {}} />
    </>
  )
}

/** A published text is mended by an approver who did not write it. */
function isCorrected({ status, may, isOwnWork }: Desk): boolean {
  return status === 'published' && may.includes('correct') && !isOwnWork
}
