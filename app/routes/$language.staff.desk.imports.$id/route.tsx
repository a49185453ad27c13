import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { languageFor } from '#app/http/language.ts'
import { refusalPage, statusOf } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { readImport } from '#app/services/read-imports.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { actOnImport } from './act-on-import.server.ts'
import { drawnPaper } from './drawn-paper.ts'
import { Entering } from './entering.tsx'
import { HowFar } from './how-far.tsx'
import { ProblemsFound } from './problems-found.tsx'
import { SecondLook } from './second-look.tsx'
import { WrongRow } from './wrong-row.tsx'

export const handle: PageHandle = { title: (t) => t('import:one'), area: 'staff' }

/** As many as a page can show; the rest stands in the file to download. */
const SHOWN = 50

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const found = await readImport(context.portal, await requireClerk(request, context), params.id ?? '')
  if (!found) throw refusalPage('import-not-found')
  const { form, drawn, problems, hindered, ...facts } = found
  const [words, lang] = wordsIn(form.words, languageFor(request)) ?? [null, 'en']
  return {
    ...facts,
    form: { title: words?.title ?? form.id, version: form.version, lang },
    problems: problems.slice(0, SHOWN),
    problemCount: problems.length,
    badRows: new Set(problems.map(({ row }) => row)).size,
    isReadable: !problems.some(({ problem }) => problem.startsWith('column-')),
    hindered: hindered.slice(0, SHOWN),
    hinderedCount: hindered.length,
    drawn: drawn.map((paper) => drawnPaper(form, words, paper)),
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const id = params.id ?? ''
  const done = await actOnImport(context, clerk, { id, request })
  if (done.ok) return redirect(`/${languageFor(request)}/staff/desk/imports/${id}`, 303)
  if (done.refusal === 'not-allowed' || done.refusal === 'import-not-found') throw refusalPage(done.refusal)
  return data({ errors: { [done.field]: done.refusal } }, { status: statusOf(done.refusal) })
}

/** One file: what is wrong with it, entering it, and the second look at it. */
export default function ImportPage() {
  const { t, language } = useWords()
  const page = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const errors: Record<string, string> = again?.errors ?? {}
  const { id, state, form, drawn, isOwnWork } = page
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary errors={errors} />
      <p>
        <a href={`/${language}/staff/desk/imports`}>{t('import:back')}</a>
      </p>
      <Heading eyebrow={t('import:form-version', { title: form.title, version: form.version })}>
        {t('import:one')}
      </Heading>
      <HowFar {...page} />
      <ProblemsFound {...page} />
      {state === 'checked' && page.goodRows > 0 && (
        <Entering hasProblems={page.problemCount > 0} goodRows={page.goodRows} error={errors.file} />
      )}
      {state === 'entered' && <SecondLook drawn={drawn} lang={form.lang} isOwnWork={isOwnWork} key={id} />}
      {state !== 'checked' && <WrongRow error={errors.row} />}
    </>
  )
}
