import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type FieldErrors, formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { explainQuestion } from '#app/services/explain-question.server.ts'
import { readAudited } from '#app/services/read-audited.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { ExplainedAnswer } from '#app/ui/explained-answer.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { askedFrom } from './asked-from.ts'
import { QuestionForm } from './question-form.tsx'
import { questionSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('as-of:question.title'), area: 'staff' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { id } = await requireStaff(request, context, ['auditor'])
  const language = languageFor(request)
  const { programmes, uses, hospitals } = await readAudited(context.portal, id)
  return {
    hospitals,
    programmes: programmes.map((programme) => ({ id: programme.id, name: programmeName(programme, language) })),
    uses: uses.map(({ id, words }) => ({ id, name: wordsIn(words, language)?.[0].title ?? id })),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { id: staffId } = await requireStaff(request, context, ['auditor'])
  const read = await readForm(request, questionSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const asked = askedFrom(read.values)
  if (!asked) return formAgain({ acquired_from: 'day-not-readable' }, read.typed)
  const found = await explainQuestion(context.portal, { staffId, ...asked })
  if (!found.ok) return formAgain({ [FIELDS[found.refusal]]: found.refusal }, read.typed)
  const errors: FieldErrors = {}
  return { errors, typed: read.typed, told: { ...found.event, askedKnownAt: asked.knownAt } }
}

const FIELDS = { 'programme-not-found': 'basis', 'hospital-not-found': 'hospital', 'moment-not-yet': 'at' } as const

/** Any question about one person as of a time in the past, also one that nobody asked then. */
export default function PastQuestionPage() {
  const { t, language } = useWords()
  const audited = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <StaffNav at="explanations" />
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('as-of:question.title')}</Heading>
      {again && 'told' in again ? (
        <ExplainedAnswer told={again.told} />
      ) : (
        <>
          <Lead>{t('as-of:question.lead')}</Lead>
          <p>{t('as-of:one')}</p>
        </>
      )}
      <QuestionForm audited={audited} typed={again?.typed ?? {}} errors={again?.errors ?? {}} />
      <Notice>
        <p>{t('as-of:noted')}</p>
      </Notice>
      <p className="screen-only">
        <a href={`/${language}/staff/explanations`}>{t('as-of:to-decision')}</a>
      </p>
    </>
  )
}
