import type { FieldErrors } from '#app/http/form-data.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** The number that was sent to an address, typed to confirm it. */
export function NumberForm({ address, errors }: { address: string; errors: FieldErrors }) {
  const { t } = useWords()
  return (
    <form method="post" noValidate className="card">
      <RecordField />
      <h2>{t('message:page.number-heading')}</h2>
      <p>{t('message:page.number-text', { address })}</p>
      <TextField
        name="number"
        kind="short"
        label={t('message:page.number')}
        error={errors.number}
        autoComplete="one-time-code"
      />
      <Actions>
        <Button name="act" value="confirm">
          {t('message:page.confirm')}
        </Button>
        <Button kind="second" name="act" value="delete">
          {t('message:page.delete')}
        </Button>
      </Actions>
    </form>
  )
}
