import type { Question, QuestionOption } from '#app/domain/consent/form.ts'
import { codeLabel, regionLabel } from '#app/i18n/choice-summary.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { useWords } from '#app/ui/use-words.ts'

type QuestionListProps = {
  questions: readonly Question[]
  /** What a question or an answer is called. */
  words: (question: string, option?: string) => string
  /** The draft, for those who may change what it asks. */
  editAt: string | null
}

/** The questions, and what each answer gives, as it is recorded. */
export function QuestionList({ questions, words, editAt }: QuestionListProps) {
  const { t, language } = useWords()
  return (
    <>
      <p>{t('forms:questions.lead')}</p>
      <ol className="asked">
        {questions.map((question) => (
          <li key={question.id}>
            <h3>{words(question.id)}</h3>
            {question.several && <p className="soft">{t('forms:questions.several')}</p>}
            <dl className="facts">
              {question.options.map((option) => (
                <div key={option.value}>
                  <dt>{words(question.id, option.value)}</dt>
                  <dd>
                    <Given option={option} />
                  </dd>
                </div>
              ))}
            </dl>
            {editAt && (
              <p>
                <a href={`/${language}/staff/forms/${editAt}/questions/${question.id}`}>
                  {t('forms:questions.change')}
                  <span className="visually-hidden">: {words(question.id)}</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ol>
      {editAt && (
        <Actions>
          <LinkButton kind="second" to={`/${language}/staff/forms/${editAt}/questions/new`}>
            {t('forms:questions.new')}
          </LinkButton>
        </Actions>
      )}
    </>
  )
}

/** All that one answer gives, each part whole on its own. */
export function Given({ option }: { option: QuestionOption }) {
  const { t, language } = useWords()
  const { outcome, adds = {}, scans, use_years, recontact, incidental_findings, after_death, leads_to } = option
  const axes = [
    ['purpose', adds.purpose?.map((code) => codeLabel(t, 'purpose', code))],
    ['recipient', adds.recipient?.map((code) => codeLabel(t, 'recipient', code))],
    ['region', adds.region?.map((code) => regionLabel(t, language, code))],
    ['data', adds.data?.map((code) => codeLabel(t, 'data', code))],
  ] as const
  const given = [
    ...(outcome ? [t(`forms:outcome.${outcome}`)] : []),
    ...axes.flatMap(([axis, labels]) => (labels?.length ? [`${t(`forms:axis.${axis}`)}: ${labels.join(' · ')}`] : [])),
    ...(scans ? [t(`forms:scans.${scans}`)] : []),
    ...(use_years ? [t('forms:use-years', { count: use_years })] : []),
    ...(recontact === undefined ? [] : [t(recontact ? 'forms:recontact.yes' : 'forms:recontact.no')]),
    ...(incidental_findings ? [t(`forms:findings.${incidental_findings}`)] : []),
    ...(after_death ? [t(`after-death:choice.${after_death}`)] : []),
    ...(leads_to?.length ? [`${t('forms:leads-to')}: ${leads_to.join(' · ')}`] : []),
  ]
  if (given.length === 0) return <p>{t('forms:gives-nothing')}</p>
  return (
    <ul>
      {given.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
