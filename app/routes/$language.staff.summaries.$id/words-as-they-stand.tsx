import { NO_WORDS } from '#app/domain/impact/summary.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { Facts } from '#app/ui/facts.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { Desk } from './route.tsx'

/** The text of one language for those who read it and do not change it. */
export function WordsAsTheyStand({ desk: { words, writing, figure, dataUses, dataUseIds } }: { desk: Desk }) {
  const { t, language } = useWords()
  const { title, lead, body, figure_title, figure_rows, what_next } = words[writing] ?? NO_WORDS
  const cited = dataUses.filter(({ value }) => dataUseIds.includes(value))
  return (
    <section aria-labelledby="read-only">
      <h2 id="read-only">{t('staff:edit.read-only')}</h2>
      <Facts
        facts={[
          { term: t('staff:edit.title'), children: <span lang={writing}>{title}</span> },
          { term: t('staff:edit.lead'), children: <span lang={writing}>{lead}</span> },
          { term: t('staff:edit.body'), children: <Paragraphs lang={writing} paragraphs={body} /> },
          { term: t('staff:edit.figure-title'), children: <span lang={writing}>{figure_title}</span> },
          ...figure.rows.map(({ key, value }, place) => ({
            term: t('staff:edit.row-value', { number: place + 1 }),
            children: (
              <>
                <span lang={writing}>{figure_rows[key] ?? key}</span>: {formatNumber(language, value)}
              </>
            ),
          })),
          { term: t('staff:edit.what-next'), children: <span lang={writing}>{what_next}</span> },
          { term: t('staff:edit.data-uses'), children: cited.map(({ label }) => <div key={label}>{label}</div>) },
        ]}
      />
    </section>
  )
}

function Paragraphs({ lang, paragraphs }: { lang: string; paragraphs: string[] }) {
  return paragraphs.map((paragraph) => (
    <p key={paragraph} lang={lang}>
      {paragraph}
    </p>
  ))
}
