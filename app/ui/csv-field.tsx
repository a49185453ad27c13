import { describedBy, FieldError } from './field-error.tsx'
import { useWords } from './use-words.ts'

type CsvFieldProps = {
  /** A refusal's code, and the row at which a file stops making sense. */
  error: string | undefined
  row?: number | null
}

/** A CSV file to send. */
export function CsvField({ error, row = null }: CsvFieldProps) {
  const { t } = useWords()
  return (
    <div className="field">
      <label htmlFor="file">{t('import:file')}</label>
      <p className="hint" id="file-hint">
        {t('import:file-hint')}
      </p>
      <FieldError id="file" code={error} />
      {row !== null && <p>{t('import:at-row', { row })}</p>}
      <input
        id="file"
        name="file"
        type="file"
        accept=".csv,text/csv"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy('file', true, error)}
      />
    </div>
  )
}
