import { CORRECTIONS } from '#app/domain/enrolment/correction.ts'
import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type CorrectionFormProps = { typed: Typed | undefined; errors: FieldErrors | undefined }

/** What is wrong, about which number, and that the hospital's own records were looked at. */
export function CorrectionForm({ typed, errors }: CorrectionFormProps) {
  const { t } = useWords()
  return (
    <form method="post">
      <RadioGroup
        name="correction"
        legend={t('corrections:what')}
        options={CORRECTIONS.map((correction) => ({
          value: correction,
          label: t(`corrections:kind.${correction}`),
          meaning: t(`corrections:means.${correction}`),
        }))}
        value={typed?.correction}
        error={errors?.correction}
      />
      <TextField
        name="number"
        label={t('corrections:number')}
        hint={t('corrections:number-hint')}
        value={typed?.number}
        error={errors?.number}
      />
      <TextField
        name="other"
        label={t('corrections:other')}
        hint={t('corrections:other-hint')}
        value={typed?.other}
        error={errors?.other}
      />
      <Checkbox
        name="checked"
        label={t('corrections:checked')}
        checked={typed?.checked === 'yes'}
        error={errors?.checked}
      />
      <Actions>
        <Button>{t('corrections:submit')}</Button>
      </Actions>
    </form>
  )
}
