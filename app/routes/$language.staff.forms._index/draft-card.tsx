import { ENDONYMS } from '#app/i18n/languages.ts'
import { useWords } from '#app/ui/use-words.ts'
import type { ListedProgramme } from './route.tsx'

/** A draft with what each language still lacks. */
export function DraftCard({ draft }: { draft: ListedProgramme['drafts'][number] }) {
  const { t, language } = useWords()
  const { id, version, state, lacking } = draft
  return (
    <li>
      <div className="card">
        <h3>
          <a href={`/${language}/staff/forms/${id}`}>{t('forms:version', { version })}</a>
        </h3>
        <p>
          <span className="badge">{t(`forms:state.${state}`)}</span>
        </p>
        {lacking.length === 0 ? (
          <p>{t('forms:complete')}</p>
        ) : (
          <ul>
            {lacking.map(({ code, count }) => (
              <li key={code}>
                <span lang={code}>{ENDONYMS[code]}</span>: {t('forms:missing', { count })}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}
