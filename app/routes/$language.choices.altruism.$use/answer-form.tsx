import { Actions, Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type AnswerFormProps = { answer: 'yes' | 'no' | null; included: boolean; error: string | undefined }

/** Yes or no, of equal weight; an earlier answer is told in words and not ticked for anyone. */
export function AnswerForm({ answer, included, error }: AnswerFormProps) {
  const { t } = useWords()
  return (
    <form method="post">
      <RecordField />
      {answer && <p>{t(`altruism:use.said-${answer}`)}</p>}
      {!answer && included && <p>{t('altruism:use.included')}</p>}
      <RadioGroup
        name="answer"
        legend={t('altruism:use.question')}
        options={(['yes', 'no'] as const).map((value) => ({
          value,
          label: t(`altruism:use.${value}`),
          meaning: t(`altruism:use.${value}-meaning`),
        }))}
        error={error}
      />
      <Actions>
        <Button>{t('altruism:use.confirm')}</Button>
      </Actions>
    </form>
  )
}
