import { Actions, Button } from '#app/ui/button.tsx'
import { describedBy, FieldError } from '#app/ui/field-error.tsx'
import { useWords } from '#app/ui/use-words.ts'

type BringBackProps = { revision: number; code: string | undefined; place: string }

/** Where a translated file is sent from, with what was wrong with the last one and where. */
export function BringBack({ revision, code, place }: BringBackProps) {
  const { t } = useWords()
  return (
    <>
      <h2>{t('translations:bring')}</h2>
      <p>{t('translations:replaces')}</p>
      <form method="post" encType="multipart/form-data">
        <input type="hidden" name="revision" value={revision} />
        <div className="field">
          <label htmlFor="file">{t('translations:file')}</label>
          <p className="hint" id="file-hint">
            {t('translations:file-hint')}
          </p>
          <FieldError id="file" code={code} />
          {place !== '' && <p>{t('translations:place', { place })}</p>}
          <input
            id="file"
            name="file"
            type="file"
            accept=".xlf,application/xliff+xml"
            aria-invalid={code ? true : undefined}
            aria-describedby={describedBy('file', true, code)}
          />
        </div>
        <Actions>
          <Button>{t('translations:take')}</Button>
        </Actions>
      </form>
    </>
  )
}
