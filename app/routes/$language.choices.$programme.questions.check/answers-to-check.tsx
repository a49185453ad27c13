import { useWords } from '#app/ui/use-words.ts'

type AnswerToCheck = { id: string; question: string; chosen: { label: string; meaning: string }[] }

/** Each answer in the form's own words, with a way to change just this one. */
export function AnswersToCheck({ answers, lang }: { answers: readonly AnswerToCheck[]; lang: string }) {
  const { t } = useWords()
  return (
    <dl className="facts">
      {answers.map(({ id, question, chosen }) => (
        <div key={id}>
          <dt id={`question-${id}`} lang={lang}>
            {question}
          </dt>
          <dd>
            {chosen.map(({ label, meaning }) => (
              <div key={label} lang={lang}>
                <strong>{label}.</strong> {chosen.length === 1 && meaning}
              </div>
            ))}
            <a href={`./${id}`} aria-describedby={`question-${id}`}>
              {t('questions:check.change')}
            </a>
          </dd>
        </div>
      ))}
    </dl>
  )
}
