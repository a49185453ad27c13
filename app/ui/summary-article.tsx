import type { SummaryWords } from '../domain/impact/summary.ts'
import type { Shown } from '../domain/impact/suppression.ts'
import { formatDate } from '../i18n/format.ts'
import { ENDONYMS, isLanguage, type Language } from '../i18n/languages.ts'
import { BarFigure } from './bar-figure.tsx'
import { Notice } from './notice.tsx'
import { useWordsIn } from './use-words-in.ts'

export type ArticleProps = {
  words: SummaryWords
  /** The language of the words. */
  lang: string
  unit: string
  rows: readonly { key: string; value: Shown }[]
  /** Numbers below it are not shown. */
  threshold: number
  /** The reader's language. */
  language: Language
  includesMe?: boolean
  publishedAt: Date | null
  correctedAt: Date | null
}

/** An impact summary as people read it. */
export function SummaryArticle({ words, lang, unit, rows, threshold, ...told }: ArticleProps) {
  const { language, includesMe, publishedAt, correctedAt } = told
  const t = useWordsIn(language)
  const foreign = lang === language ? undefined : lang
  return (
    <article className="summary" lang={language}>
      {includesMe && <p className="badge">{t('impact:yours')}</p>}
      <h1 lang={foreign}>{words.title}</h1>
      {foreign && <InAnotherLanguage language={language} lang={foreign} />}
      <p className="lead" lang={foreign}>
        {words.lead}
      </p>
      {words.body.map((paragraph) => (
        <p key={paragraph} lang={foreign}>
          {paragraph}
        </p>
      ))}
      {rows.length > 0 && <SummaryFigure {...{ words, lang: foreign, unit, rows, threshold, language }} />}
      <h2>{t('impact:what-next')}</h2>
      <p lang={foreign}>{words.what_next}</p>
      <p className="soft">
        {publishedAt && t('impact:published', { date: formatDate(language, publishedAt) })}
        {correctedAt && <br />}
        {correctedAt && t('impact:corrected', { date: formatDate(language, correctedAt) })}
      </p>
    </article>
  )
}

function InAnotherLanguage({ language, lang }: { language: Language; lang: string }) {
  const t = useWordsIn(language)
  return (
    <Notice tone="care" heading={t('impact:fallback-heading')}>
      <p>{t('impact:fallback', { language: isLanguage(lang) ? ENDONYMS[lang] : lang })}</p>
    </Notice>
  )
}

type FigureProps = Pick<ArticleProps, 'words' | 'unit' | 'rows' | 'threshold' | 'language'> & {
  lang: string | undefined
}

function SummaryFigure({ words, lang, unit, rows, threshold, language }: FigureProps) {
  const t = useWordsIn(language)
  return (
    <>
      <BarFigure
        title={words.figure_title}
        unit={t(`figures:unit.${unit}` as 'figures:unit.people', { defaultValue: unit })}
        bars={rows.map(({ key, value }) => ({ key, value, label: words.figure_rows[key] ?? key }))}
        language={language}
        {...(lang && { lang })}
      />
      {rows.some(({ value }) => value === null) && <p className="soft">{t('figures:why-not-shown', { threshold })}</p>}
    </>
  )
}
