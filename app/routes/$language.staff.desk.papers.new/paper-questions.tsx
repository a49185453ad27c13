import type { Typed } from '#app/http/form-data.ts'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { fieldOf } from './schema.ts'

export type PaperQuestion = {
  id: string
  question: string
  several: boolean
  options: readonly { value: string; label: string }[]
}

type Props = { questions: readonly PaperQuestion[]; lang: string; typed: Typed; errors: Record<string, string> }

/** The form's questions one below the other, as on paper; what was left empty there stays empty here. */
export function PaperQuestions({ questions, lang, typed, errors }: Props) {
  const { t } = useWords()
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{t('paper:answers')}</h2>
      <p>{t('paper:answers-how')}</p>
      <div lang={lang}>
        {questions.map(({ id, question, several, options }) => {
          const name = fieldOf(id)
          const group = { name, legend: question, options, error: errors[name] }
          return several ? (
            <CheckboxGroup key={id} {...group} checked={typed[name]?.split(' ') ?? []} />
          ) : (
            <RadioGroup key={id} {...group} value={typed[name]} />
          )
        })}
      </div>
    </section>
  )
}
