import { formatDate } from '#app/i18n/format.ts'
import { FormHashes } from '#app/ui/form-hashes.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { ListedProgramme } from './route.tsx'

type VersionCardProps = { version: ListedProgramme['versions'][number]; isCurrent: boolean }

/** A published version: since when, how much it changed, and proof of what each language shows. */
export function VersionCard({ version, isCurrent }: VersionCardProps) {
  const { t, language } = useWords()
  const { id, publishedAt, change, hashes } = version
  return (
    <li>
      <div className="card">
        <h3>
          <a href={`/${language}/staff/forms/${id}`}>{t('forms:version', { version: version.version })}</a>
        </h3>
        {isCurrent && (
          <p>
            <span className="badge">{t('forms:state.current')}</span>
          </p>
        )}
        <p className="soft">
          {t('forms:published', { date: formatDate(language, publishedAt) })}
          {change && ` ${t(`forms:declared.${change}`)}`}
        </p>
        <FormHashes hashes={hashes} />
      </div>
    </li>
  )
}
