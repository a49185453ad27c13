import { ANSWERS } from '#app/domain/impact/weekly-figures.ts'
import { formatDate } from '#app/i18n/format.ts'
import { ENDONYMS, isLanguage, LANGUAGES } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { FigureTable } from '#app/ui/figure-table.tsx'
import { ShownNumber } from '#app/ui/shown-number.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { CampaignProgress } from './campaign-progress.tsx'
import { NodesOfProgramme } from './nodes-of-programme.tsx'
import { ResultsToPublish } from './results-to-publish.tsx'
import type { OverviewData } from './route.tsx'

/** One programme: how people answered, how they met the newest version, which nodes lag, which results are due. */
export function ProgrammeFigures({ overview, now }: { overview: OverviewData; now: Date }) {
  const { t, language } = useWords()
  const { programme, week, figures, threshold, nodes, uses } = overview
  return (
    <section className="programme wide" aria-labelledby={`programme-${programme.id}`}>
      <h2 id={`programme-${programme.id}`}>{programmeName(programme, language)}</h2>
      <p>{t('staff:overview.as-of', { date: formatDate(language, new Date(`${week}T00:00:00Z`)) })}</p>
      <Together totals={figures.byLanguage.columnTotals} />
      <h3>{t('staff:overview.by-hospital')}</h3>
      <FigureTable
        caption={t('staff:overview.by-hospital')}
        what={t('figures:hospital')}
        figures={figures.byHospital}
        label={(hospital) => hospital}
      />
      <p className="soft">{t('staff:overview.by-hospital-note')}</p>
      <h3>{t('staff:overview.by-language')}</h3>
      <FigureTable
        caption={t('staff:overview.by-language')}
        what={t('figures:language')}
        figures={{ ...figures.byLanguage, rows: figures.byLanguage.rows.toSorted(inOurOrder) }}
        label={(code) => (isLanguage(code) ? ENDONYMS[code] : code)}
      />
      <CampaignProgress campaign={figures.campaign} />
      <p className="soft">{t('figures:dash', { threshold })}</p>
      <NodesOfProgramme nodes={nodes} now={now} />
      <ResultsToPublish uses={uses} />
    </section>
  )
}

/** The three numbers to see first; a person at two hospitals is counted once. */
function Together({ totals }: { totals: OverviewData['figures']['byLanguage']['columnTotals'] }) {
  const { t } = useWords()
  return (
    <dl className="numbers">
      {ANSWERS.map((answer, column) => (
        <div key={answer}>
          <dt>{t(`figures:answer.${answer}`)}</dt>
          <dd>
            <ShownNumber count={totals[column] ?? null} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function inOurOrder(a: { key: string }, b: { key: string }): number {
  const place = ({ key }: { key: string }) => (isLanguage(key) ? LANGUAGES.indexOf(key) : LANGUAGES.length)
  return place(a) - place(b)
}
