import { ANSWERS_TO_RIGHT } from '#app/domain/right/data-right.ts'
import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { ENDONYMS, type Language } from '#app/i18n/languages.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = { spoken: Language; errors: FieldErrors; typed: Typed }

/** What was done and what she is told about it; sent once. */
export function AnswerForm({ spoken, errors, typed }: Props) {
  const { t } = useWords()
  return (
    <form method="post" noValidate>
      <RadioGroup
        name="outcome"
        legend={t('rights:desk.outcome')}
        options={ANSWERS_TO_RIGHT.map((outcome) => ({ value: outcome, label: t(`rights:desk.outcomes.${outcome}`) }))}
        value={typed.outcome}
        error={errors.outcome}
      />
      <TextArea
        name="answer"
        label={t('rights:desk.answer')}
        hint={t('rights:desk.answer-hint', { language: ENDONYMS[spoken] })}
        value={typed.answer}
        error={errors.answer}
        lang={spoken}
      />
      <p className="soft">{t('rights:desk.once')}</p>
      <Actions>
        <Button>{t('rights:desk.send')}</Button>
      </Actions>
    </form>
  )
}
