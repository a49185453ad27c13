import { formatDate } from '#app/i18n/format.ts'
import { useWords } from '#app/ui/use-words.ts'
import type { ImpactData } from './route.tsx'

/** The projects that owe results, and until when: a promise that anyone can check. */
export function StillToCome({ owed }: { owed: ImpactData['owed'] }) {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="owed">
      <h2 id="owed">{t('impact:owed.heading')}</h2>
      <p>{owed.length > 0 ? t('impact:owed.lead') : t('impact:owed.none')}</p>
      <ul className="plain">
        {owed.map(({ id, title, lang, organisation, endsAt, results: { state, dueAt } }) => (
          <li key={id}>
            <strong lang={lang}>{title}</strong> · {organisation}
            <br />
            {state !== 'published' &&
              t(`impact:owed.${state}`, { end: formatDate(language, endsAt), due: formatDate(language, dueAt) })}
          </li>
        ))}
      </ul>
    </section>
  )
}
