import { NO_WORDS } from '#app/domain/impact/summary.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { Facts } from '#app/ui/facts.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { Desk } from './route.tsx'

/** The text of one language for those who read it and do not change it. */
export function WordsAsTheyStand({ desk }: { desk: Desk }) {
  const { t } = useWords()
  const { words, writing, figure, threshold, dataUses, dataUseIds } = desk
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
          { term: t('staff:edit.bars'), children: <Bars figure={figure} labels={figure_rows} lang={writing} /> },
          { term: t('staff:edit.what-next'), children: <span lang={writing}>{what_next}</span> },
          { term: t('staff:edit.data-uses'), children: cited.map(({ label }) => <div key={label}>{label}</div>) },
        ]}
      />
      <p className="hint">{t('staff:edit.small', { threshold })}</p>
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

type BarsProps = { figure: Desk['figure']; labels: Record<string, string>; lang: string }

function Bars({ figure, labels, lang }: BarsProps) {
  const { language } = useWords()
  return figure.rows.map(({ key, value }) => (
    <div key={key}>
      <span lang={lang}>{labels[key] ?? key}</span>: {formatNumber(language, value)}
    </div>
  ))
}
