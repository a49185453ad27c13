import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type CodeFormProps = { number: string; errors: FieldErrors; typed: Typed }

/** What was handed over by whoever is to be acted for, or by a hospital. */
export function CodeForm({ number, errors, typed }: CodeFormProps) {
  const { t } = useWords()
  return (
    <form method="post" noValidate>
      <RecordField />
      <ErrorSummary errors={errors} labels={{ number: t('representatives:accept.number') }} />
      <Heading>{t('representatives:accept.title')}</Heading>
      <Lead>{t('representatives:accept.lead')}</Lead>
      <TextField
        name="number"
        kind="code"
        label={t('representatives:accept.number')}
        value={number}
        error={errors.number}
      />
      <TextField
        name="code"
        kind="code"
        label={t('representatives:accept.code')}
        value={typed.code}
        error={errors.code}
      />
      <Actions>
        <Button>{t('representatives:accept.submit')}</Button>
      </Actions>
    </form>
  )
}
