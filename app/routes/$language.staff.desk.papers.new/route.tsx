import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '#app/domain/day.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { readPaperForms } from '#app/services/read-papers.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { actOnPaper } from './act-on-paper.server.ts'
import { PaperFields } from './paper-fields.tsx'
import { paperSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('paper:enter'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const form = await formAsked(request, context.portal, await requireClerk(request, context))
  const [words, lang] = wordsIn(form.words, languageFor(request)) ?? []
  if (!words || !lang) throw refusalPage('something-went-wrong')
  const { version, questions } = form
  return {
    ...{ version, lang, title: words.title, languages: Object.keys(form.words) },
    today: dayOf(context.portal.clock.now()),
    questions: questions.map(({ id, several = false, options }) => ({
      ...{ id, several, question: words.questions[id]?.question ?? id },
      options: options
        .filter(({ outcome }) => outcome !== 'deferral')
        .map(({ value }) => ({ value, label: words.questions[id]?.options[value]?.label ?? value })),
    })),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const clerk = await requireClerk(request, context)
  const form = await formAsked(request, context.portal, clerk)
  const sent = await request.formData().catch(() => null)
  if (!sent) throw refusalPage('form-not-readable')
  const read = await readForm(sent, paperSchema(form))
  if (!read.ok) return formAgain(read.errors, read.typed)

  const entered = await actOnPaper(context, clerk, { form, values: read.values, scan: sent.get('scan') })
  if (!entered.ok && entered.refusal === 'not-allowed') throw refusalPage('not-allowed')
  if (!entered.ok) return formAgain({ [FIELDS[entered.refusal] ?? 'says']: entered.refusal }, read.typed)
  return redirect(`/${languageFor(request)}/staff/desk/papers?done=${doneOf(entered.event)}`, 303)
}

/** Beside which field a refusal stands; the others are about what the paper says. */
const FIELDS: Record<string, string> = {
  'enrolment-not-found': 'pseudonym',
  'signed-in-future': 'signed_on',
  'paper-expired': 'signed_on',
  'identity-not-confirmed': 'identified',
  'scan-required': 'scan',
  'scan-too-large': 'scan',
  'scan-wrong-type': 'scan',
  'scan-with-script': 'scan',
  'scan-not-readable': 'scan',
  'scan-not-whole': 'scan',
}

function doneOf({ bound, waits }: { bound: boolean; waits: boolean }) {
  if (bound && waits) return 'bound-and-waits'
  if (bound) return 'bound'
  return waits ? 'waits' : 'kept'
}

async function formAsked(request: Request, portal: Parameters<typeof readPaperForms>[0], clerk: DeskClerk) {
  const id = new URL(request.url).searchParams.get('form')
  const form = (await readPaperForms(portal, clerk)).find((one) => one.id === id)
  if (!form) throw refusalPage('page-not-found')
  return form
}

/** One paper, or one call, as it is. */
export default function NewPaperPage() {
  const { t, language } = useWords()
  const shown = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="desk" />
      <ErrorSummary
        errors={again?.errors}
        labels={{
          pseudonym: t('corrections:number'),
          way_in: t('paper:field.way-in'),
          signed_on: t('paper:field.signed-on'),
          says: t('paper:field.says'),
        }}
      />
      <Heading>{t('paper:enter')}</Heading>
      <p>
        <span lang={shown.lang}>{shown.title}</span> ({t('paper:version', { version: shown.version })})
      </p>
      <p>{t('paper:how')}</p>
      <PaperFields {...shown} typed={again?.typed ?? {}} errors={again?.errors ?? {}} />
      <p>
        <a href={`/${language}/staff/desk/papers`}>{t('paper:title')}</a>
      </p>
    </>
  )
}
