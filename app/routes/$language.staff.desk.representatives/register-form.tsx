import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { DateFields } from '#app/ui/date-fields.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** Whom it is for, by the hospital's own number, and from when on she is of age. */
export function RegisterForm({ errors, typed }: { errors: FieldErrors; typed: Typed }) {
  const { t } = useWords()
  return (
    <form method="post" noValidate>
      <TextField
        name="pseudonym"
        label={t('corrections:number')}
        hint={t('as-of:pseudonym-hint')}
        value={typed.pseudonym}
        error={errors.pseudonym}
      />
      <DateFields
        name="birth"
        legend={t('representatives:desk.birth-date')}
        hint={t('representatives:desk.birth-date-hint')}
        values={typed}
        errors={errors}
      />
      <Actions>
        <Button name="act" value="register">
          {t('representatives:desk.submit')}
        </Button>
      </Actions>
    </form>
  )
}
