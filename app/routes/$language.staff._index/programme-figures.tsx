import { formatDate } from '#app/i18n/format.ts'
import { ENDONYMS, isLanguage } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { FigureTable } from '#app/ui/figure-table.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { NodesOfProgramme } from './nodes-of-programme.tsx'
import { ResultsToPublish } from './results-to-publish.tsx'
import type { OverviewData } from './route.tsx'

/** One programme: how people answered, which nodes lag, which results are due. */
export function ProgrammeFigures({ overview, now }: { overview: OverviewData; now: Date }) {
  const { t, language } = useWords()
  const { programme, week, figures, threshold, nodes, uses } = overview
  return (
    <section className="programme wide" aria-labelledby={`programme-${programme.id}`}>
      <h2 id={`programme-${programme.id}`}>{programmeName(programme, language)}</h2>
      <p>{t('staff:overview.as-of', { date: formatDate(language, new Date(`${week}T00:00:00Z`)) })}</p>
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
        figures={figures.byLanguage}
        label={(code) => (isLanguage(code) ? ENDONYMS[code] : code)}
      />
      <p className="soft">{t('figures:why-not-shown', { count: threshold })}</p>
      <NodesOfProgramme nodes={nodes} now={now} />
      <ResultsToPublish uses={uses} />
    </section>
  )
}
