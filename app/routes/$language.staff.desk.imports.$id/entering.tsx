import { formatNumber } from '#app/i18n/format.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { CsvField } from '#app/ui/csv-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = { hasProblems: boolean; goodRows: number; error: string | undefined }

/** Sends the same file once more, to be entered: nothing of it was kept. */
export function Entering({ hasProblems, goodRows, error }: Props) {
  const { t, language } = useWords()
  return (
    <section>
      <h2>{t('import:enter.heading')}</h2>
      <p>{t('import:enter.text')}</p>
      {hasProblems && <p>{t('import:enter.or-mend')}</p>}
      <form method="post" encType="multipart/form-data">
        <CsvField error={error} />
        <Actions>
          <Button name="intent" value={hasProblems ? 'good-rows' : 'every-row'}>
            {hasProblems
              ? t('import:enter.good-rows', { rows: formatNumber(language, goodRows) })
              : t('import:enter.every-row')}
          </Button>
        </Actions>
      </form>
    </section>
  )
}
