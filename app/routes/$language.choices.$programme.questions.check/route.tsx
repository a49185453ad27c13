import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { outcomeOf } from '#app/domain/consent/answering.ts'
import type { Actor } from '#app/domain/consent/events.ts'
import { answerInWords } from '#app/domain/consent/snapshot.ts'
import { nextQuestion, questionsDecided } from '#app/domain/consent/way-through.ts'
import { dayOf } from '#app/domain/day.ts'
import { askAgainOf } from '#app/http/ask-again.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import { answersSummary } from '#app/i18n/answers-summary.ts'
import type { Language } from '#app/i18n/languages.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { confirmAnswers } from '#app/services/confirm-answers.server.ts'
import { readQuestions } from '#app/services/read-questions.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { FormChanged } from '#app/ui/form-changed.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { UnderstandingOffer } from '#app/ui/understanding-offer.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { AnswersToCheck } from './answers-to-check.tsx'
import { Confirmation } from './confirmation.tsx'
import { confirmedSnapshot } from './confirmed-snapshot.ts'
import { confirmationSchema } from './schema.ts'
import { StandingObjection } from './standing-objection.tsx'

export const handle: PageHandle = { title: (t) => t('questions:check.title') }

export async function loader({ request, params: { programme = '' }, context }: LoaderFunctionArgs) {
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  const questions = await readQuestions(context.portal, { contributorId, by, programmeId: programme })
  if (!questions) throw refusalPage('page-not-found')
  const { form, answers, formChanged, consent, objectedIn } = questions
  const at = `/${languageFor(request)}/choices/${programme}/questions`
  if (Object.keys(answers).length === 0) throw redirect(at)
  const missing = nextQuestion(form, answers)
  if (missing) throw redirect(`${at}/${missing.id}`)

  const found = wordsIn(form.words, languageFor(request))
  if (!found) throw refusalPage('something-went-wrong')
  const [words, lang] = found
  return {
    formId: form.id,
    formChanged,
    lang,
    answers: questionsDecided(form, answers).map((question) => ({
      id: question.id,
      question: words.questions[question.id]?.question ?? question.id,
      chosen: answerInWords(words, question, answers[question.id]),
    })),
    shown: JSON.stringify(answers),
    summary: answersSummary(translateInto(lang as Language, context.words), lang as Language, form, answers, {
      at: context.portal.clock.now(),
      before: consent,
    }),
    offerChecksOf: (form.checks ?? []).length > 0 ? programme : null,
    laterFrom: outcomeOf(form, answers) === 'deferral' ? dayOf(context.portal.clock.now()) : null,
    objected: objectedIn.length > 0 && outcomeOf(form, answers) === 'consent',
  }
}

export async function action({ request, params: { programme = '' }, context }: ActionFunctionArgs) {
  const { portal, words } = context
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  const read = await readForm(request, confirmationSchema, { longest: 5000 })
  if (!read.ok) return formAgain(read.errors, read.typed)
  const asked = { contributorId, by, programmeId: programme }
  const questions = await readQuestions(portal, asked)
  if (!questions) throw refusalPage('page-not-found')

  const { form, answers, consent } = questions
  const at = `/${languageFor(request)}`
  if (read.values.form !== form.id) return redirect(`${at}/choices/${programme}/questions?changed`, 303)
  if (consent && Object.keys(answers).length === 0) return redirect(`${at}/receipts/${consent.eventId}`, 303)
  if (read.values.shown !== undefined && read.values.shown !== JSON.stringify(answers)) {
    return formAgain({ form: 'answers-changed' }, {})
  }

  const now = portal.clock.now()
  const later = outcomeOf(form, answers) === 'deferral' ? askAgainOf(read.values, dayOf(now)) : null
  if (later && !later.ok) return formAgain(later.errors, read.typed)

  const lang = (wordsIn(form.words, languageFor(request))?.[1] ?? languageFor(request)) as Language
  const askAgainOn = later?.day ?? null
  const snapshot = confirmedSnapshot(translateInto(lang, words), lang, {
    form,
    answers,
    askAgainOn,
    at: now,
    before: consent,
  })
  const decision = await confirmAnswers(portal, { ...asked, formId: form.id, snapshot, answers, askAgainOn })
  if (decision.ok) return redirect(`${at}/receipts/${decision.event.id}`, 303)
  switch (decision.refusal) {
    case 'form-changed':
      return redirect(`${at}/choices/${programme}/questions?changed`, 303)
    case 'answers-already-recorded':
      return redirect(await placeAfter(context, asked, at), 303)
    default:
      return formAgain({ form: decision.refusal }, {})
  }
}

/** Sent twice: the receipt of what the first one recorded. */
async function placeAfter(
  { portal }: ActionFunctionArgs['context'],
  asked: { contributorId: string; by: Actor; programmeId: string },
  at: string,
): Promise<string> {
  const consent = (await readQuestions(portal, asked))?.consent
  return consent ? `${at}/receipts/${consent.eventId}` : `${at}/choices/${asked.programmeId}/questions`
}

/** My answers in their own words and what they mean together, before anything is recorded. */
export default function CheckPage() {
  const { t } = useWords()
  const { formId, formChanged, lang, answers, shown, summary, offerChecksOf, laterFrom, objected } =
    useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('questions:check.title')}</Heading>
      <Lead>{t('questions:check.lead')}</Lead>
      {formChanged && <FormChanged />}
      <AnswersToCheck answers={answers} lang={lang} />
      <Notice tone="good" heading={t('questions:check.means')}>
        <ul lang={lang}>
          {summary.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      {offerChecksOf && <UnderstandingOffer programmeId={offerChecksOf} />}
      {objected ? (
        <StandingObjection />
      ) : (
        <Confirmation formId={formId} shown={shown} laterFrom={laterFrom} typed={again?.typed} errors={again?.errors} />
      )}
    </>
  )
}
