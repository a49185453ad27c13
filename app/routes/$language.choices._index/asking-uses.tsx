import { wordsIn } from '#app/i18n/words-in.ts'
import type { Part } from '#app/services/part.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Asking = { id: string; organisation: string; words: Record<string, { title: string; summary: string }> }

/** Projects that wait for a yes or no; nothing at all where none does. */
export function AskingUses({ asking }: { asking: Part<Asking[]> }) {
  const { t, language } = useWords()
  if (!asking.loaded) return <p>{t('choices:asking.not-loaded')}</p>
  if (asking.value.length === 0) return null
  return (
    <Notice tone="warm" heading={t('choices:asking.heading', { count: asking.value.length })}>
      <ul className="plain">
        {asking.value.map(({ id, organisation, words }) => (
          <li key={id}>
            <h3>{wordsIn(words, language)?.[0].title ?? id}</h3>
            <p>{t('choices:asking.text', { organisation })}</p>
            <p>
              <a href={`/${language}/choices/altruism/${id}`}>{t('choices:asking.link')}</a>
            </p>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
