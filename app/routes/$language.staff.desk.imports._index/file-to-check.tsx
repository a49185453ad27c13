import { Actions, Button } from '#app/ui/button.tsx'
import { CsvField } from '#app/ui/csv-field.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { ImportForm } from './import-form.ts'

type Props = { forms: readonly ImportForm[]; error: string | undefined; row: number | null }

/** Which version people signed, and the file. */
export function FileToCheck({ forms, error, row }: Props) {
  const { t } = useWords()
  return (
    <form method="post" encType="multipart/form-data">
      <SelectField
        name="form"
        label={t('import:form')}
        options={forms.map(({ id, title, version }) => ({
          value: id,
          label: t('import:form-version', { title, version }),
        }))}
      />
      <CsvField error={error} row={row} />
      <Actions>
        <Button>{t('import:check')}</Button>
      </Actions>
    </form>
  )
}
