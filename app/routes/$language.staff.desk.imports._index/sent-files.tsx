import type { ImportState } from '#app/domain/import/import.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { useWords } from '#app/ui/use-words.ts'

type SentFile = { id: string; formId: string; state: ImportState; rows: number; goodRows: number; checkedAt: string }

/** The files that were sent before, the latest first. */
export function SentFiles({ imports }: { imports: readonly SentFile[] }) {
  const { t, language } = useWords()
  return (
    <section>
      <h2>{t('import:sent')}</h2>
      {imports.length === 0 && <p>{t('import:none')}</p>}
      <ul>
        {imports.map(({ id, formId, state, checkedAt }) => (
          <li key={id}>
            <a href={`/${language}/staff/desk/imports/${id}`}>
              {t('import:file-of', { date: formatDateTime(language, new Date(checkedAt)), form: formId })}
            </a>{' '}
            {t(`import:state.${state}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}
