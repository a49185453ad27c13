import { ANSWERS, type FigureTable as Figures } from '../domain/impact/weekly-figures.ts'
import { formatNumber } from '../i18n/format.ts'
import { useWords } from './use-words.ts'

type FigureTableProps = { caption: string; what: string; figures: Figures; label: (key: string) => string }

/** Answers as a table, suppressed numbers said to be so. */
export function FigureTable({ caption, what, figures, label }: FigureTableProps) {
  const { t } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll sideways must be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            {ANSWERS.map((answer) => (
              <th scope="col" className="number" key={answer}>
                {t(`figures:answer.${answer}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('figures:all-answers')}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.rows.map(({ key, counts, total }) => (
            <tr key={key}>
              <th scope="row">{label(key)}</th>
              <Counts counts={counts} total={total} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('figures:all-rows')}</th>
            <Counts counts={figures.columnTotals} total={figures.total} />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function Counts({ counts, total }: { counts: Figures['columnTotals']; total: Figures['total'] }) {
  const { t, language } = useWords()
  const cells = [...ANSWERS.map((answer, place) => [answer, counts[place] ?? null] as const), ['total', total] as const]
  return cells.map(([key, count]) => (
    <td className={count === null ? 'number not-shown' : 'number'} key={key}>
      {count === null ? t('figures:not-shown') : formatNumber(language, count)}
    </td>
  ))
}
