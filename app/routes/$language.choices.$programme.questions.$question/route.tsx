import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { Form } from '#app/domain/consent/form.ts'
import { nextQuestion } from '#app/domain/consent/way-through.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import type { Language } from '#app/i18n/languages.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { answerQuestion } from '#app/services/answer-question.server.ts'
import { readFindingPaths } from '#app/services/read-finding-paths.server.ts'
import { readQuestions } from '#app/services/read-questions.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { FindingPaths } from '#app/ui/finding-paths.tsx'
import { FormChanged } from '#app/ui/form-changed.tsx'
import { FormSections } from '#app/ui/form-sections.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { askedQuestion } from './asked-question.ts'
import { QuestionOptions } from './question-options.tsx'
import { answerSchema } from './schema.ts'

export const handle: PageHandle<Awaited<ReturnType<typeof loader>>> = {
  title: (_t, data) => data?.asked.words.question ?? '',
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { programme = '', question = '' } = params
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  const questions = await readQuestions(context.portal, { contributorId, by, programmeId: programme })
  if (!questions?.form.questions.some((one) => one.id === question)) throw refusalPage('page-not-found')

  const { form, formChanged } = questions
  const found = wordsIn(form.words, languageFor(request))
  if (!found) throw refusalPage('something-went-wrong')
  const [words, lang] = found
  const t = translateInto(lang as Language, context.words)
  const asked = askedQuestion(t, lang as Language, questions, { id: question, at: context.portal.clock.now() })
  if (!asked) throw redirect(`/${languageFor(request)}/choices/${programme}/questions`)
  const telling = asksOfFindings(form, question) ? await readFindingPaths(context.portal, contributorId) : []
  return { formId: form.id, formChanged, asked, sections: words.sections, lang, telling }
}

function asksOfFindings({ questions }: Form, id: string): boolean {
  const options = questions.find((one) => one.id === id)?.options ?? []
  return options.some(({ incidental_findings }) => incidental_findings !== undefined)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { programme = '', question = '' } = params
  const { contributorId, by } = await requireActing(request, context, 'answer', { programmeId: programme })
  const read = await readForm(request, answerSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)

  const kept = await answerQuestion(context.portal, {
    contributorId,
    by,
    programmeId: programme,
    questionId: question,
    answer: read.values.answer,
  })
  if (!kept) throw refusalPage('page-not-found')
  const at = `/${languageFor(request)}/choices/${programme}/questions`
  const shown = read.values.form
  if (shown !== undefined && shown !== kept.form.id) return redirect(`${at}?changed`, 303)
  const asked = kept.form.questions.find((one) => one.id === question)
  if (!asked) throw refusalPage('page-not-found')
  if (!kept.accepted) return formAgain({ answer: asked.several ? 'tick-required' : 'answer-required' }, read.typed)
  return redirect(`${at}/${nextQuestion(kept.form, kept.answers)?.id ?? 'check'}`, 303)
}

/** One question: answers of equal weight, none chosen for anyone. */
export default function QuestionPage() {
  const { t } = useWords()
  const { formId, formChanged, asked, sections, lang, telling } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const { words, several, options, chosen, number, total, back } = asked
  return (
    <>
      <p className="screen-only">
        <a href={back ? `./${back}` : '../questions'}>{t('common:back')}</a>
      </p>
      <ErrorSummary errors={again?.errors} />
      {formChanged && <FormChanged />}
      <form method="post">
        <RecordField />
        <input type="hidden" name="form" value={formId} />
        <QuestionOptions
          {...words}
          lang={lang}
          progress={t('questions:progress', { number, total })}
          several={several}
          options={options}
          chosen={chosen}
          error={again?.errors.answer}
        />
        <FindingPaths telling={telling} />
        <Actions>
          <Button>{t('common:continue')}</Button>
        </Actions>
      </form>
      <p className="soft">{t('questions:nothing-recorded')}</p>
      <Details summary={t('questions:read-again')}>
        <FormSections sections={sections} lang={lang} />
      </Details>
    </>
  )
}
