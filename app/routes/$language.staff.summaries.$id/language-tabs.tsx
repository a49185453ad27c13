import { ENDONYMS } from '#app/i18n/languages.ts'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { Desk } from './route.tsx'

/** Which language to write in, and what each still lacks. */
export function LanguageTabs({ desk: { id, missing, writing } }: { desk: Desk }) {
  const { t, language } = useWords()
  const here = `/${language}/staff/summaries/${id}`
  return (
    <>
      <h2>{t('staff:edit.languages')}</h2>
      <p>{t('staff:edit.languages-lead')}</p>
      <nav className="tabs tabs--languages wide" aria-label={t('staff:edit.languages')}>
        <ul className="tabs__list">
          {missing.map(({ code, parts }) => (
            <li key={code}>
              <a href={`${here}?words=${code}`} aria-current={code === writing ? 'page' : undefined}>
                <span lang={code}>{ENDONYMS[code]}</span>
                <small>
                  {parts.length > 0 ? t('staff:edit.missing', { count: parts.length }) : t('staff:edit.complete')}
                </small>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <MissingParts parts={missing.find(({ code }) => code === writing)?.parts ?? []} writing={writing} />
      <p>
        <a href={`${here}/preview?in=${writing}`}>{t('staff:edit.preview')}</a>
      </p>
    </>
  )
}

type MissingProps = { parts: Desk['missing'][number]['parts']; writing: Desk['writing'] }

function MissingParts({ parts, writing }: MissingProps) {
  const { t } = useWords()
  if (parts.length === 0) return null
  return (
    <Notice tone="warm" heading={t('staff:edit.missing-heading', { language: ENDONYMS[writing] })}>
      <ul>
        {parts.map((missing) => {
          const row = missing.part === 'figure-row' ? missing.row : ''
          return <li key={missing.part + row}>{t(`staff:edit.part.${missing.part}`, { row })}</li>
        })}
      </ul>
    </Notice>
  )
}
