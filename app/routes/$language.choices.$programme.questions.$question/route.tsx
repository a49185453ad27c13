import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { nextQuestion } from '#app/domain/consent/way-through.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireContributor } from '#app/http/session.server.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { answerQuestion } from '#app/services/answer-question.server.ts'
import { readQuestions } from '#app/services/read-questions.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { FormChanged } from '#app/ui/form-changed.tsx'
import { FormSections } from '#app/ui/form-sections.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { answerSchema } from './schema.ts'

export const handle: PageHandle<Awaited<ReturnType<typeof loader>>> = {
  title: (_t, data) => data?.asked.question ?? '',
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { id } = await requireContributor(request, context)
  const { programme = '', question = '' } = params
  const questions = await readQuestions(context.portal, { contributorId: id, programmeId: programme })
  const place = questions?.form.questions.findIndex((one) => one.id === question) ?? -1
  if (!questions || place === -1) throw refusalPage('page-not-found')

  const { form, answers, formChanged } = questions
  const found = wordsIn(form.words, languageFor(request))
  const asked = found?.[0].questions[question]
  if (!found || !asked) throw refusalPage('something-went-wrong')
  return {
    formId: form.id,
    formChanged,
    asked,
    sections: found[0].sections,
    lang: found[1],
    values: form.questions[place]?.options.map(({ value }) => value) ?? [],
    chosen: answers[question],
    number: place + 1,
    total: form.questions.length,
    back: form.questions[place - 1]?.id ?? '',
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id } = await requireContributor(request, context)
  const { programme = '', question = '' } = params
  const read = await readForm(request, answerSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)

  const { answer, form: shown } = read.values
  const kept = await answerQuestion(context.portal, {
    contributorId: id,
    programmeId: programme,
    questionId: question,
    answer,
  })
  if (!kept) throw refusalPage('page-not-found')
  const at = `/${languageFor(request)}/choices/${programme}/questions`
  if (shown !== undefined && shown !== kept.form.id) return redirect(`${at}?changed`, 303)
  if (!kept.form.questions.some((one) => one.id === question)) throw refusalPage('page-not-found')
  if (kept.answers[question] !== answer) return formAgain({ answer: 'answer-required' }, read.typed)
  return redirect(`${at}/${nextQuestion(kept.form, kept.answers)?.id ?? 'check'}`, 303)
}

/** One question: answers of equal weight, none chosen for anyone. */
export default function QuestionPage() {
  const { t } = useWords()
  const { formId, formChanged, asked, sections, lang, values, chosen, number, total, back } =
    useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const options = values.map((value) => ({ value, ...(asked.options[value] ?? { label: value }) }))
  return (
    <>
      <p className="screen-only">
        <a href={back ? `./${back}` : '../questions'}>{t('common:back')}</a>
      </p>
      <ErrorSummary errors={again?.errors} />
      {formChanged && <FormChanged />}
      <form method="post">
        <input type="hidden" name="form" value={formId} />
        <div lang={lang}>
          <RadioGroup
            name="answer"
            legend={asked.question}
            asHeading
            eyebrow={t('questions:progress', { number, total })}
            hint={asked.help}
            options={options}
            value={chosen}
            error={again?.errors.answer}
          />
        </div>
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
