import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { nextQuestion } from '#app/domain/consent/way-through.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { discardAnswers } from '#app/services/discard-answers.server.ts'
import { readQuestions } from '#app/services/read-questions.server.ts'
import { FormChanged } from '#app/ui/form-changed.tsx'
import { FormSections } from '#app/ui/form-sections.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { UnderstandingOffer } from '#app/ui/understanding-offer.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { Start } from './start.tsx'
import { WhatLeaves } from './what-leaves.tsx'

export const handle: PageHandle<Awaited<ReturnType<typeof loader>>> = { title: (_t, data) => data?.words.title ?? '' }

export async function loader({ request, params: { programme = '' }, context }: LoaderFunctionArgs) {
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  const questions = await readQuestions(context.portal, { contributorId, by, programmeId: programme })
  if (!questions) throw refusalPage('page-not-found')

  const { form, answers, formChanged, consent } = questions
  const language = languageFor(request)
  const found = wordsIn(form.words, language)
  if (!found) throw refusalPage('something-went-wrong')
  const [words, lang] = found
  return {
    programme: { id: programme, name: programmeName(questions.programme, language) },
    categories: questions.programme.details.data_categories,
    hasChecks: (form.checks ?? []).length > 0,
    words,
    lang,
    next: nextQuestion(form, answers)?.id ?? 'check',
    started: Object.keys(answers).length > 0,
    chosenBefore: consent !== null,
    formChanged: formChanged || new URL(request.url).searchParams.has('changed'),
  }
}

/** The one form of this page: forget what was answered and begin anew. */
export async function action({ request, params: { programme = '' }, context }: ActionFunctionArgs) {
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  await discardAnswers(context.portal, { contributorId, by, programmeId: programme })
  return redirect(`/${languageFor(request)}/choices/${programme}/questions`, 303)
}

/** What this is, what leaves and what never does, before the first question. */
export default function Introduction() {
  const { t } = useWords()
  const { programme, categories, hasChecks, words, lang, next, started, chosenBefore, formChanged } =
    useLoaderData<typeof loader>()
  return (
    <>
      <Heading eyebrow={programme.name}>{words.title}</Heading>
      <Lead>{t('questions:introduction.lead')}</Lead>
      {formChanged && <FormChanged />}
      {chosenBefore && <p>{t('questions:introduction.old-choice-stands')}</p>}
      <Notice tone="good" heading={t('questions:introduction.promises')}>
        <ul lang={lang}>
          {words.promises.map((promise) => (
            <li key={promise}>{promise}</li>
          ))}
        </ul>
      </Notice>
      <Start next={next} programmeId={programme.id} started={started} />
      <FormSections
        sections={words.sections}
        lang={lang}
        after={{ 'what-leaves': <WhatLeaves categories={categories} /> }}
      />
      {hasChecks && <UnderstandingOffer programmeId={programme.id} />}
      <Start next={next} programmeId={programme.id} started={started} withDiscard />
    </>
  )
}
