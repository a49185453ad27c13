import { ENDONYMS, type Language } from '../i18n/languages.ts'
import { Details } from './details.tsx'
import { useWords } from './use-words.ts'

/** The SHA-256 of exactly what each language shows, to be compared with a file or a receipt. */
export function FormHashes({ hashes }: { hashes: readonly { code: Language; hash: string }[] }) {
  const { t } = useWords()
  if (hashes.length === 0) return <p className="soft">{t('forms:hashes.none')}</p>
  return (
    <Details summary={t('forms:hashes.heading')}>
      <p>{t('forms:hashes.text')}</p>
      <dl className="hashes">
        {hashes.map(({ code, hash }) => (
          <div key={code}>
            <dt lang={code}>{ENDONYMS[code]}</dt>
            <dd>
              <code>{hash}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Details>
  )
}
