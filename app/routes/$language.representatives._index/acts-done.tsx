import { eventWords, namedEvent } from '#app/i18n/event-words.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { MyRepresentative } from '#app/services/read-representatives.server.ts'
import { useWords } from '#app/ui/use-words.ts'
import type { ProgrammeNames } from './agreed.tsx'

/** Everything that this person did for me, each with its receipt. */
export function ActsDone({ acts, names }: { acts: MyRepresentative['acts']; names: ProgrammeNames }) {
  const { t, language } = useWords()
  return (
    <>
      <h3>{t('representatives:did')}</h3>
      {acts.length === 0 && <p>{t('representatives:did-nothing')}</p>}
      <ul>
        {acts.map(({ id, type, programmeId, recordedAt }) => (
          <li key={id}>
            <a href={`/${language}/receipts/${id}`}>{eventWords(t, namedEvent(type, null)).heading}</a>
            {programmeId && ` · ${names[programmeId] ?? programmeId}`}
            <br />
            <span className="soft">{formatDateTime(language, recordedAt)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
