import { wordsIn } from '#app/i18n/words-in.ts'
import { useWords } from '#app/ui/use-words.ts'

type Use = { id: string; words: Record<string, { title: string; summary: string }> }

export type WhatChanges = { leaves: Use[]; joins: Use[]; asked: Use[] }

/** Which projects the wishes about to be confirmed would take me out of, into, or let ask me. */
export function WhatWishesChange({ changes: { leaves, joins, asked } }: { changes: WhatChanges }) {
  const { t } = useWords()
  const isNothing = leaves.length + joins.length + asked.length === 0
  return (
    <section aria-labelledby="what-changes">
      <h2 id="what-changes">{t('matching:effect.heading')}</h2>
      {isNothing && <p>{t('matching:effect.none')}</p>}
      {leaves.length > 0 && <Projects heading={t('matching:effect.leave', { count: leaves.length })} uses={leaves} />}
      {joins.length > 0 && <Projects heading={t('matching:effect.join', { count: joins.length })} uses={joins} />}
      {asked.length > 0 && <Projects heading={t('matching:effect.ask', { count: asked.length })} uses={asked} />}
    </section>
  )
}

function Projects({ heading, uses }: { heading: string; uses: Use[] }) {
  const { language } = useWords()
  return (
    <>
      <p>{heading}</p>
      <ul>
        {uses.map(({ id, words }) => {
          const [{ title }, lang] = wordsIn(words, language) ?? [{ title: id }, language]
          return (
            <li key={id} lang={lang}>
              {title}
            </li>
          )
        })}
      </ul>
    </>
  )
}
