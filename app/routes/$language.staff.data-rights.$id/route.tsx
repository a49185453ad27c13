import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireStaff } from '#app/http/session.server.ts'
import { formatDateTime, formatDay } from '#app/i18n/format.ts'
import { ENDONYMS, isLanguage } from '#app/i18n/languages.ts'
import { answerRight } from '#app/services/answer-right.server.ts'
import { readContacts } from '#app/services/read-contacts.server.ts'
import { readRequestAtDesk } from '#app/services/read-rights-desk.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Facts } from '#app/ui/facts.tsx'
import { Heading } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { StaffNav } from '#app/ui/staff-nav.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { LONGEST_WORDS } from '../$language.data-rights.$right/schema.ts'
import { AnswerForm } from './answer-form.tsx'
import { answerSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('rights:desk.title'), area: 'staff' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id: staffId } = await requireStaff(request, context, ['approver', 'operator'])
  const found = await readRequestAtDesk(context.portal, { staffId, requestId: params.id ?? '' })
  if (!found.ok) throw refusalPage(found.refusal)
  const contacts = await readContacts(context.portal, languageFor(request))
  const programme = contacts.find(({ id }) => id === found.event.programmeId)?.name ?? null
  return { request: found.event, programme }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id: staffId } = await requireStaff(request, context, ['approver', 'operator'])
  const read = await readForm(request, answerSchema, { longest: LONGEST_WORDS })
  if (!read.ok) return formAgain(read.errors, read.typed)

  const { outcome, answer: words } = read.values
  const answered = await answerRight(context.portal, { staffId, requestId: params.id ?? '', outcome, words })
  if (answered.ok) return redirect(`/${languageFor(request)}/staff/data-rights?sent`, 303)
  const { refusal } = answered
  if (refusal !== 'right-already-answered') throw refusalPage(refusal)
  return formAgain({ form: refusal }, read.typed)
}

/** One request: what is asked, in her words, by when, and the answer. */
export default function DataRightPage() {
  const { t, language } = useWords()
  const { request, programme } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const { id, right, askedAt, dueOn, words, reason, answer, outcome, extendable } = request
  const spoken = isLanguage(request.language) ? request.language : 'en'
  const answered = outcome && outcome !== 'at-once' && answer !== null
  return (
    <>
      <StaffNav at="data-rights" />
      <ErrorSummary
        errors={again?.errors}
        labels={{ outcome: t('rights:desk.outcome'), answer: t('rights:desk.answer') }}
      />
      <Heading eyebrow={t('rights:desk.title')}>{t(`rights:right.${right}.heading`)}</Heading>
      <Facts
        facts={[
          { term: t('rights:desk.of'), children: programme ?? t('rights:ask.accord') },
          { term: t('rights:desk.asked'), children: formatDateTime(language, askedAt) },
          { term: t('rights:desk.due'), children: formatDay(language, dueOn) },
          { term: t('rights:desk.language'), children: ENDONYMS[spoken] },
          {
            term: t('rights:desk.words'),
            children: words ? <span lang={spoken}>{words}</span> : t('rights:desk.no-words'),
          },
          ...(reason ? [{ term: t('extension:why'), children: <span lang={spoken}>{reason}</span> }] : []),
          ...(answered
            ? [
                { term: t('rights:desk.outcome'), children: t(`rights:desk.outcomes.${outcome}`) },
                { term: t('rights:desk.answer'), children: <span lang={spoken}>{answer}</span> },
              ]
            : []),
        ]}
      />
      {!outcome && <AnswerForm spoken={spoken} errors={again?.errors ?? {}} typed={again?.typed ?? {}} />}
      {extendable && (
        <p className="screen-only">
          <a href={`/${language}/staff/data-rights/${id}/extension`}>{t('extension:title')}</a>
        </p>
      )}
      <p className="screen-only">
        <a href={`/${language}/staff/data-rights`}>{t('rights:desk.to-list')}</a>
      </p>
    </>
  )
}
