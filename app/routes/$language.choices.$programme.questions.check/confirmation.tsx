import type { Day } from '#app/domain/day.ts'
import { AskAgainChoices } from '#app/ui/ask-again-choices.tsx'
import { Actions, Button } from '#app/ui/button.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = {
  formId: string
  shown: string
  /** Where the answer is *later*: today, from which its days are counted. */
  laterFrom: Day | null
  typed: Record<string, string> | undefined
  errors: Record<string, string> | undefined
}

/** The one button that records the answers; with *later* it also asks when to ask again. */
export function Confirmation({ formId, shown, laterFrom, typed, errors }: Props) {
  const { t } = useWords()
  return (
    <form method="post" noValidate>
      <RecordField />
      <input type="hidden" name="form" value={formId} />
      <input type="hidden" name="shown" value={shown} />
      {laterFrom && <AskAgainChoices today={laterFrom} typed={typed} errors={errors} />}
      <Actions>
        <Button name="confirm" value="yes">
          {t('questions:check.confirm')}
        </Button>
      </Actions>
      <p>{t('questions:check.after')}</p>
    </form>
  )
}
