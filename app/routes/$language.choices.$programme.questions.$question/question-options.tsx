import { ChoiceCard, type ChoiceOption } from '#app/ui/choice-card.tsx'
import { describedBy, FieldError } from '#app/ui/field-error.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = {
  question: string
  help: string
  /** The language that the form is in. */
  lang: string
  progress: string
  several: boolean
  options: readonly ChoiceOption[]
  /** What this person answered before; nothing is chosen for anyone. */
  chosen: readonly string[]
  error: string | undefined
}

/** One question and its answers, of equal weight, each with what it would mean. */
export function QuestionOptions({ question, help, lang, progress, several, options, chosen, error }: Props) {
  const { t } = useWords()
  return (
    <fieldset aria-describedby={describedBy('answer', true, error)}>
      <legend>
        <h1>
          <span className="eyebrow">{progress}</span>
          <span lang={lang}>{question}</span>
        </h1>
      </legend>
      <div className="hint" id="answer-hint">
        <p lang={lang}>{help}</p>
        {several && <p>{t('questions:several')}</p>}
      </div>
      <FieldError id="answer" code={error} />
      <div className="choices" lang={lang}>
        {options.map((option, place) => (
          <ChoiceCard
            key={option.value}
            type={several ? 'checkbox' : 'radio'}
            name="answer"
            option={option}
            first={place === 0}
            checked={chosen.includes(option.value)}
            meansHeading={t('questions:would-mean')}
          />
        ))}
      </div>
    </fieldset>
  )
}
