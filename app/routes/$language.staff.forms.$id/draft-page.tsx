import { useSearchParams } from '@remix-run/react'
import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { Details } from '#app/ui/details.tsx'
import { DiscardDraft } from '#app/ui/discard-draft.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { DraftDesk } from './desk.server.ts'
import { LanguagePair } from './language-pair.tsx'
import { NextSteps } from './next-steps.tsx'
import { QuestionList } from './question-list.tsx'
import { TermsForm } from './terms-form.tsx'
import { WordsForm } from './words-form.tsx'

export type Desk = DraftDesk & { needsPassword: boolean }
export type Again = { errors: FieldErrors; typed: Typed } | undefined

const DONE = ['words', 'terms', 'questions', 'submit', 'send-back', 'import'] as const

/** A draft: its languages side by side, what it asks, and what happens to it now. */
export function DraftPage({ desk, again }: { desk: Desk; again: Again }) {
  const { t, language } = useWords()
  const [search] = useSearchParams()
  const { id, programme, version, state, may, isOwnWork, questions, groups } = desk
  const done = again ? undefined : DONE.find((one) => one === search.get('done'))
  const mayEdit = state === 'draft' && may.includes('edit')
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      {done && (
        <Notice tone="good">
          <p>{t(`forms:done.${done}`)}</p>
        </Notice>
      )}
      <Heading eyebrow={programme}>{t('forms:version', { version })}</Heading>
      <p>
        <span className="badge">{t(`forms:state.${state}`)}</span>
      </p>
      {isOwnWork && may.includes('publish') && <p>{t('forms:own-work')}</p>}
      <p>
        <a href={`/${language}/staff/forms/${id}/file`}>{t('forms:file.title')}</a>
      </p>
      <NextSteps desk={desk} errors={again?.errors ?? {}} />
      <TermsForm desk={desk} again={again} mayEdit={mayEdit} />
      <Details summary={t('forms:questions.heading')} open={done === 'questions'}>
        <QuestionList questions={questions} words={wordsByQuestion(groups)} editAt={mayEdit ? id : null} />
      </Details>
      <LanguagePair desk={desk} />
      <WordsForm desk={desk} again={again} mayEdit={mayEdit} />
      {mayEdit && <DiscardDraft seen={{ name: 'revision', value: String(desk.revision) }} />}
    </>
  )
}

/** What each question and answer is called in the language that is written. */
function wordsByQuestion(groups: Desk['groups']): (question: string, option?: string) => string {
  const texts = new Map(groups.flatMap(({ fields }) => fields.map(({ name, value }) => [name, value])))
  return (question, option) =>
    texts.get(option === undefined ? `question.${question}` : `question.${question}.${option}.label`) ||
    (option ?? question)
}
