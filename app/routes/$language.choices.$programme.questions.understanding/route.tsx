import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import { readQuestions } from '#app/services/read-questions.server.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { CheckQuestion } from './check-question.tsx'
import { guessesSchema } from './schema.ts'
import { wordedChecks } from './worded-checks.ts'

export const handle: PageHandle = { title: (t) => t('understanding:title') }

export async function loader({ request, params: { programme = '' }, context }: LoaderFunctionArgs) {
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  const questions = await readQuestions(context.portal, { contributorId, by, programmeId: programme })
  if (!questions) throw refusalPage('page-not-found')
  const worded = wordedChecks(questions.form, languageFor(request))
  if (!worded) throw redirect(`/${languageFor(request)}/choices/${programme}/questions`)
  return { ...worded, answered: Object.keys(questions.answers).length > 0 }
}

/** Answers with what is right; nothing is recorded, and whatever was sent is no mistake. */
export async function action({ request, params: { programme = '' }, context }: ActionFunctionArgs) {
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  const questions = await readQuestions(context.portal, { contributorId, by, programmeId: programme })
  if (!questions) throw refusalPage('page-not-found')
  const read = await readForm(request, guessesSchema(questions.form))
  return data({ guesses: read.typed })
}

/** Three questions by which a person sees for herself whether all is clear; they never stand in her way. */
export default function Understanding() {
  const { t } = useWords()
  const { checks, lang, answered } = useLoaderData<typeof loader>()
  const guesses = useActionData<typeof action>()?.guesses
  return (
    <>
      <Heading>{t('understanding:title')}</Heading>
      <Lead>{t('understanding:lead')}</Lead>
      <form method="post">
        <RecordField />
        {checks.map((check) => (
          <CheckQuestion key={check.id} check={check} lang={lang} guess={guesses?.[check.id]} shown={!!guesses} />
        ))}
        <Actions>
          <Button kind={guesses ? 'second' : 'first'}>{t('understanding:show')}</Button>
          <LinkButton kind={guesses ? 'first' : 'second'} to={answered ? './check' : '../questions'}>
            {t(answered ? 'understanding:to-check' : 'understanding:to-questions')}
          </LinkButton>
        </Actions>
      </form>
    </>
  )
}
