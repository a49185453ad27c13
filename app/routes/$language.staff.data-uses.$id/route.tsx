import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { missingUseWords } from '#app/domain/data-use/missing-use-words.ts'
import { needsPasswordAgain } from '#app/domain/staff/step-up.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { dataUseLabels } from '#app/i18n/data-use-labels.ts'
import { isLanguage, LANGUAGES } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { editParticulars } from '#app/services/edit-data-use.server.ts'
import { readDataUse } from '#app/services/read-data-uses.server.ts'
import { readUseFigures } from '#app/services/read-use-figures.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { FIELDS, fieldsOf, particularsFrom } from '../$language.staff.data-uses.new/schema.ts'
import { carryOut } from './carry-out.server.ts'
import { NextSteps } from './next-steps.tsx'
import { ParticularsPart } from './particulars-part.tsx'
import { PeopleMet } from './people-met.tsx'
import { DONE, intentSchema, LONGEST_TEXT, saveSchema } from './schema.ts'
import { WordsPart } from './words-part.tsx'

export const handle: PageHandle<Awaited<ReturnType<typeof loader>>> = {
  title: (t, data) => data?.title || t('staff:summaries.untitled'),
  area: 'staff',
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id, authenticatedAt } = await requireStaff(request, context, ['editor', 'approver', 'auditor'])
  const found = await readDataUse(context.portal, { staffId: id, dataUseId: params.id ?? '' })
  if (!found.ok) throw refusalPage(found.refusal)

  const { use, programme, may, isOwnWork, edition } = found.event
  const language = languageFor(request)
  const asked = new URL(request.url).searchParams.get('words') ?? undefined
  const concernsPeople = use.legalBasis === 'altruism' && use.status !== 'draft'
  return {
    use,
    may,
    isOwnWork,
    edition,
    fields: fieldsOf(use),
    writing: isLanguage(asked) ? asked : language,
    title: wordsIn(use.words, language)?.[0].title ?? '',
    missing: LANGUAGES.map((code) => ({ code, parts: missingUseWords(use, code) })),
    needsPassword: needsPasswordAgain(authenticatedAt, context.portal.clock.now()),
    programme: programmeName(programme, language),
    threshold: programme.suppressionThreshold,
    people: concernsPeople ? await readUseFigures(context.portal, use.id) : null,
  }
}

export type UseDesk = Awaited<ReturnType<typeof loader>>

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id, authenticatedAt } = await requireStaff(request, context, ['editor', 'approver'])
  const again = request.clone()
  const read = await readForm(request, intentSchema, { longest: LONGEST_TEXT, secrets: ['password'] })
  if (!read.ok) return formAgain(read.errors, read.typed)

  const language = languageFor(request)
  const form = read.values
  const asked = { staffId: id, dataUseId: params.id ?? '', seen: form.edition }
  const save = form.intent === 'save' ? await readForm(again, saveSchema) : null
  if (save && !save.ok) return formAgain(save.errors, save.typed)

  const written = form.words ?? language
  const decision = save
    ? await editParticulars(context.portal, { ...asked, particulars: particularsFrom(save.values) })
    : await carryOut(context.portal, { form, language: written, asked, authenticatedAt })
  if (decision.ok && form.intent === 'discard') return redirect(`/${language}/staff/data-uses?done=discard`, 303)
  if (decision.ok) {
    return redirect(`/${language}/staff/data-uses/${params.id}?words=${written}&done=${form.intent}`, 303)
  }
  const { refusal } = decision
  if (refusal === 'not-allowed' || refusal === 'page-not-found') throw refusalPage(refusal)
  return formAgain({ [FIELDS[refusal] ?? 'form']: refusal }, save?.typed ?? read.typed)
}

/** One data use on the desk: what is asked, its words in every language, and what happens to it now. */
export default function DataUsePage() {
  const { t } = useWords()
  const desk = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = again ? undefined : DONE.find((intent) => intent === search.get('done'))
  const { use, may, isOwnWork } = desk
  return (
    <>
      <StaffNav at="data-uses" />
      <ErrorSummary errors={again?.errors} labels={dataUseLabels(t)} />
      {done && (
        <Notice tone="good">
          <p role="status">{t(`data-uses:done.${done}`)}</p>
        </Notice>
      )}
      <Heading eyebrow={`${desk.programme} · ${t(`data-uses:status.${use.status}`)}`}>
        {desk.title || t('staff:summaries.untitled')}
      </Heading>
      {isOwnWork && may.includes('approve') && use.status === 'draft' && <p>{t('refusal:data-use-own-work')}</p>}
      <WordsPart desk={desk} again={again} />
      <ParticularsPart desk={desk} again={again} />
      {desk.people && <PeopleMet people={desk.people} threshold={desk.threshold} />}
      <NextSteps desk={desk} errors={again?.errors ?? {}} />
    </>
  )
}
